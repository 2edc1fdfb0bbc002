import type { RecoveryAnswer, RecoveryState } from './recovery.answers.js';

/** A row of `webhook_recoveries`, as far as it is shown. */
export interface RecoveryRow {
  id: string;
  endpoint_id: string;
  state: RecoveryState;
  total: number;
  resent: number;
  failed: number;
  since: Date;
  until: Date;
  created_at: Date;
  finished_at: Date | null;
}

export function recoveryView(row: RecoveryRow): RecoveryAnswer {
  return {
    job_id: row.id,
    webhook_id: row.endpoint_id,
    status: row.state,
    count: row.total,
    resent: row.resent,
    failed: row.failed,
    since: row.since.toISOString(),
    until: row.until.toISOString(),
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}
