import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import type { Visibility } from '../../common/visibility.js';
import { EventRecorder } from '../../events/event-recorder.js';

const COLUMNS = `
  e.id, e.name, e.owner_type, e.user_id, e.company_id, e.created_by, e.active, e.disabled_reason, e.failing_program,
  coalesce(e.failing_since, e.program_failing_since) AS failing_since`;

const DISABLE_GONE_SQL = `
  UPDATE webhook_endpoints e SET active = false, updated_at = now(), failing_told = true,
         disabled_reason = 'The receiver answered that it is gone.'
   WHERE e.id = ANY($1::uuid[]) AND e.active RETURNING ${COLUMNS}`;

const DISABLE_FAILING_SQL = `
  UPDATE webhook_endpoints e SET active = false, updated_at = now(), failing_told = true,
         disabled_reason = 'Every attempt failed since ' || to_char(e.failing_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '.'
   WHERE e.id = ANY($1::uuid[]) AND e.active AND e.failing_since <= now() - $2::float8 * interval '1 ms'
  RETURNING ${COLUMNS}`;

const TELL_FAILING_SQL = `
  UPDATE webhook_endpoints e SET failing_told = true
   WHERE e.id = ANY($1::uuid[]) AND e.active AND NOT e.failing_told AND e.failing_since <= now() - $2::float8 * interval '1 ms'
  RETURNING ${COLUMNS}`;

const TELL_RECOVERED_SQL = `
  UPDATE webhook_endpoints e SET failing_told = false, failing_since = NULL
   WHERE e.id = ANY($1::uuid[]) AND e.active AND e.failing_told RETURNING ${COLUMNS}`;

const PROGRAM_FAILING_SQL = `
  UPDATE webhook_endpoints e SET program_failing_since = now(), failing_program = $2
   WHERE e.id = ANY($1::uuid[]) AND e.active AND e.program_failing_since IS NULL
  RETURNING ${COLUMNS}`;

const PROGRAM_RECOVERED_SQL = `
  UPDATE webhook_endpoints e SET program_failing_since = NULL, failing_program = NULL
   WHERE e.id = ANY($1::uuid[]) AND e.failing_program = $2
  RETURNING ${COLUMNS}`;

const ADMINS_SQL = "SELECT id FROM users WHERE role = 'admin' AND active";

interface EndpointRow {
  id: string;
  name: string;
  owner_type: string;
  user_id: string | null;
  company_id: string | null;
  created_by: string | null;
  active: boolean;
  failing_since: Date | null;
  disabled_reason: string | null;
  failing_program: ProgramKind | null;
}

type ProgramKind = 'filter' | 'template';

type TransitionType = 'webhook.failing' | 'webhook.disabled' | 'webhook.recovered';

/** Changes of an endpoint's health that its owner must know: the change and its event are one transaction. */
@Injectable()
export class EndpointTransitions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recorder: EventRecorder,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {}

  /** Endpoints whose receiver answered that it is gone. */
  gone(ids: readonly string[]): Promise<void> {
    return this.change('webhook.disabled', DISABLE_GONE_SQL, [ids]);
  }

  /** Endpoints whose attempts have been failing; checks for how long. */
  async failing(ids: readonly string[]): Promise<void> {
    const { disableAfterMs } = this.config.webhook;
    await this.change('webhook.disabled', DISABLE_FAILING_SQL, [ids, disableAfterMs]);
    await this.change('webhook.failing', TELL_FAILING_SQL, [ids, disableAfterMs / 2]);
  }

  /** Endpoints that succeeded after their owner was notified of failures. */
  recovered(ids: readonly string[]): Promise<void> {
    return this.change('webhook.recovered', TELL_RECOVERED_SQL, [ids]);
  }

  /** Endpoints whose filter or template exceeds its budget: it is tried again at growing intervals. */
  programFailing(ids: readonly string[], kind: ProgramKind): Promise<void> {
    return this.change('webhook.failing', PROGRAM_FAILING_SQL, [ids, kind]);
  }

  programRecovered(ids: readonly string[], kind: ProgramKind): Promise<void> {
    return this.change('webhook.recovered', PROGRAM_RECOVERED_SQL, [ids, kind]);
  }

  private async change(type: TransitionType, sql: string, parameters: unknown[]): Promise<void> {
    const changed = await this.dataSource.transaction(async (manager) => {
      // For an UPDATE with RETURNING TypeORM returns the rows and their number.
      const [rows] = await manager.query<[EndpointRow[], number]>(sql, parameters);
      for (const row of rows) this.recorder.record(manager, await eventOf(type, row, manager));
      return rows;
    });
    for (const { id } of changed) this.logger.event(type, { endpoint_id: id });
  }
}

async function eventOf(type: TransitionType, row: EndpointRow, manager: EntityManager) {
  return {
    type,
    entityId: row.id,
    orderingKey: row.id,
    userId: row.user_id,
    companyId: row.company_id,
    visibleTo: await ownersOf(row, manager),
    data: {
      id: row.id,
      name: row.name,
      owner_type: row.owner_type,
      active: row.active,
      failing_since: row.failing_since?.toISOString() ?? null,
      failing_reason: failingReason(row),
      disabled_reason: row.disabled_reason,
    },
  };
}

/** Why an endpoint is failing, as its owner reads it; null: it is not. */
export function failingReason({
  failing_program: program,
  failing_since: since,
}: Pick<EndpointRow, 'failing_program' | 'failing_since'>): string | null {
  if (since === null) return null;
  if (program === null) return 'All attempts failed.';
  return `The ${program} runs over its budget. Make it simpler; until then it is tried at growing intervals.`;
}

async function ownersOf(row: EndpointRow, manager: EntityManager): Promise<Visibility> {
  if (row.user_id !== null) return { staff: false, userIds: [row.user_id], managersOf: null };
  const admins = await manager.query<{ id: string }[]>(ADMINS_SQL);
  return { staff: false, userIds: admins.map(({ id }) => id), managersOf: row.company_id };
}
