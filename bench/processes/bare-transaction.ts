import { fastify } from 'fastify';
import { Client, Pool, type PoolClient } from 'pg';
import { v7 as newId } from 'uuid';
import { serve } from '../support/child.js';

const CONNECTIONS = 20;

/** A row as JSON has it. */
export type Row = Record<string, unknown>;

/** What of the application's rows the ones here look like. */
export interface Templates {
  comment: Row;
  body: Row;
}

const server = fastify();
let pool: Pool;

/** The least that a comment and its event take: bare Fastify, and one transaction with the inserts of the application. */
const commands = {
  /** @param databaseUrl has the application's tables */
  async open({ databaseUrl, templates }: { databaseUrl: string; templates: Templates }): Promise<string> {
    pool = new Pool({ connectionString: databaseUrl, max: CONNECTIONS });
    const writes = [insert('comments', templates.comment), insert('event_bodies', templates.body)] as const;
    server.post<{ Params: { id: string }; Body: { content: string } }>(
      '/api/tickets/:id/comments',
      async ({ params, body }, reply) => {
        const comment = commentOf(templates.comment, params.id, body.content);
        await store(writes, comment, templates.body);
        void reply.status(201);
        return comment;
      },
    );
    return server.listen({ port: 0, host: '127.0.0.1' });
  },
  /** Copies rows in as they are. */
  async fill({ databaseUrl, table, rows }: { databaseUrl: string; table: string; rows: Row[] }): Promise<void> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    const sql = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`;
    await client.query(sql, [JSON.stringify(rows)]);
    await client.end();
  },
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  async close(): Promise<void> {
    await server.close();
    await pool.end();
  },
};
export type BareTransactionCommands = typeof commands;

interface Insert {
  readonly name: string;
  readonly text: string;
  readonly columns: readonly string[];
}

function insert(table: string, template: Row): Insert {
  const columns = Object.keys(template);
  const values = columns.map((_, index) => `$${index + 1}`).join(', ');
  return { name: table, text: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values})`, columns };
}

function commentOf(template: Row, ticketId: string, content: string): Row {
  const now = new Date();
  return { ...template, id: newId(), ticket_id: ticketId, content, created_at: now, updated_at: now };
}

async function store([comments, bodies]: readonly [Insert, Insert], comment: Row, template: Row): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await write(client, comments, comment);
    const event = {
      ...template,
      id: newId(),
      entity_id: comment['id'],
      occurred_at: new Date(),
      data: JSON.stringify(comment),
    };
    await write(client, bodies, event);
    await client.query({ name: 'queue', text: 'INSERT INTO event_queue (event_id) VALUES ($1)', values: [event.id] });
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

async function write(client: PoolClient, { name, text, columns }: Insert, row: Row): Promise<void> {
  await client.query({ name, text, values: columns.map((column) => row[column]) });
}

serve(commands);
