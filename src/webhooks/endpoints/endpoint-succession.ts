import { isDeskEvent } from '../../events/desk-events.js';
import type { DispatchBatch } from '../../events/event-consumer.js';
import type { ManualEvent } from '../../events/recorded-events.js';
import { failingReason } from '../health/endpoint-transitions.js';

/**
 * $1: people whose accounts changed. A company's endpoint keeps sending to the URL that a manager gave it, even if that
 * manager was demoted, moved, deactivated or deleted. Each case is reported once.
 */
const CREATOR_LEFT_SQL = `
  UPDATE webhook_endpoints e SET creator_left_at = now() FROM users u
   WHERE u.id = e.created_by AND u.id = ANY($1::uuid[]) AND e.owner_type = 'company' AND e.creator_left_at IS NULL
     AND NOT (u.active AND u.deleted_at IS NULL
              AND (u.role = 'admin' OR (u.role = 'manager' AND coalesce(u.company_id = e.company_id, false))))
  RETURNING e.id, e.name, e.company_id, e.created_by, e.active, e.disabled_reason, e.failing_program,
            coalesce(e.failing_since, e.program_failing_since) AS failing_since`;

const ADMINS_SQL = "SELECT id FROM users WHERE role = 'admin' AND active";

interface EndpointRow {
  id: string;
  name: string;
  company_id: string;
  created_by: string;
  active: boolean;
  failing_since: Date | null;
  failing_program: 'filter' | 'template' | null;
  disabled_reason: string | null;
}

/** Reports, to the company's other managers and the admins, endpoints whose creator is no longer a manager there. */
export async function eventsOfLeftEndpoints({ events, sql }: DispatchBatch): Promise<ManualEvent[]> {
  const changed = events.filter((event) => isDeskEvent(event, 'user.updated', 'user.deactivated', 'user.deleted'));
  if (changed.length === 0) return [];
  const rows = await sql.query<EndpointRow>(CREATOR_LEFT_SQL, [changed.map(({ entityId }) => entityId)]);
  if (rows.length === 0) return [];
  const admins = (await sql.query<{ id: string }>(ADMINS_SQL, [])).map(({ id }) => id);
  return rows.map((row) => ({
    type: 'webhook.manager_left',
    entityId: row.id,
    orderingKey: row.id,
    companyId: row.company_id,
    visibleTo: { staff: false, userIds: admins, managersOf: row.company_id },
    data: {
      id: row.id,
      name: row.name,
      owner_type: 'company',
      active: row.active,
      failing_since: row.failing_since?.toISOString() ?? null,
      failing_reason: failingReason(row),
      disabled_reason: row.disabled_reason,
      created_by: row.created_by,
    },
  }));
}
