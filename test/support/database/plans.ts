import type { Client } from 'pg';
import { currentActor } from '../../../src/common/request-context.js';
import { PLANNED_EACH_TIME, PreparingClient } from '../../../src/database/preparing-client.js';

/** A statement that a request sent, as it was sent. */
export interface SentStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Over the connections for searches, which have a short statement time-out. */
  readonly isHeavy: boolean;
}

export interface Plan {
  /** Rows that all scans of tables and indexes went through, those they dropped included. */
  readonly rowsRead: number;
  /** Tables that were read from end to end, with how many rows that were. */
  readonly seqScans: readonly { table: string; rows: number }[];
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

const COMMENT = `/* ${PLANNED_EACH_TIME} */`;
const READING = /^\s*(\/\*[^*]*\*\/)?\s*(SELECT|WITH)\b/i;

/** The reading statements that requests of people send while the work runs; those of the server itself are left out. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<SentStatement[]> {
  const sent: SentStatement[] = [];
  // Called below on the client that it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const original = PreparingClient.prototype.query;
  PreparingClient.prototype.query = function query(this: PreparingClient, ...args: unknown[]): never {
    const [text, values] = args;
    if (typeof text === 'string' && currentActor() !== null && READING.test(text)) {
      const { application_name: name } = (this as unknown as { connectionParameters: { application_name?: string } })
        .connectionParameters;
      sent.push({ text, values: Array.isArray(values) ? values : [], isHeavy: name === 'carillon searches' });
    }
    return original.apply(this, args);
  };
  try {
    await work();
  } finally {
    PreparingClient.prototype.query = original;
  }
  return sent;
}

/**
 * Runs the statement as the server runs it. Where it is prepared, there are two plans: that of the first time, and that of
 * the sixth, when PostgreSQL may have settled on one for all values.
 */
export async function plansOf(client: Client, { text, values, isHeavy }: SentStatement): Promise<Plan[]> {
  const list = values.map((_, index) => `quote_nullable($${index + 1}::text) AS "${index}"`).join(', ');
  const { rows } = await client.query<Record<string, string>>(`SELECT ${list}`, [...values]);
  const literals = values.map((_, index) => rows[0]?.[index] ?? 'NULL').join(', ');
  await client.query(`PREPARE sent AS ${text}`);
  try {
    const execute = `EXECUTE sent${values.length === 0 ? '' : `(${literals})`}`;
    const first = await explain(client, execute);
    if (isHeavy || text.startsWith(COMMENT)) return [first];
    for (let run = 0; run < 5; run += 1) await client.query(execute);
    return [first, await explain(client, execute)];
  } finally {
    await client.query('DEALLOCATE sent');
  }
}

async function explain(client: Client, statement: string): Promise<Plan> {
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
    `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${statement}`,
  );
  const nodes = rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => flat(Plan)));
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined || node['Index Name'] !== undefined);
  return {
    rowsRead: scans.reduce((sum, node) => sum + rowsOf(node), 0),
    seqScans: scans
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => ({ table: node['Relation Name'] ?? '', rows: rowsOf(node) })),
  };
}

function flat(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flat)];
}

function rowsOf(node: PlanNode): number {
  const dropped = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return Math.round((node['Actual Rows'] + dropped) * node['Actual Loops']);
}
