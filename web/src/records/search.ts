export const MACHINE_STATUSES = ['pending', 'approved', 'denied'] as const;
export const ALERT_STATUSES = ['active', 'resolved'] as const;
export const SEVERITIES = ['info', 'low', 'medium', 'warning', 'high', 'error', 'critical'] as const;
export type MachineStatus = (typeof MACHINE_STATUSES)[number];
export type AlertStatus = (typeof ALERT_STATUSES)[number];
export type Severity = (typeof SEVERITIES)[number];

/** The search parameters of the address; each kind uses some of them. */
export interface RecordSearch {
  readonly q?: string;
  readonly status?: string;
  /** Joined by commas. */
  readonly severity?: string;
  readonly type?: string;
  readonly source?: string;
  readonly company?: string;
  /** The id of the record shown in full. */
  readonly open?: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAX_LENGTHS = { q: 200, status: 50, type: 100, source: 200 } as const;

/** Drops invalid filters, so that an edited link shows a list and no error. */
export function parseRecordSearch(search: Record<string, unknown>): RecordSearch {
  const texts = Object.entries(MAX_LENGTHS).map(([name, max]) => [name, text(search[name]).slice(0, max)] as const);
  const severity = severitiesOf(text(search['severity'])).join(',');
  const ids = ['company', 'open'].map((name) => [name, text(search[name])] as const);
  return Object.fromEntries([
    ...[...texts, ['severity', severity] as const].filter(([, value]) => value !== ''),
    ...ids.filter(([, value]) => ID.test(value)),
  ]);
}

export function severitiesOf(joined: string): Severity[] {
  const wanted = joined.split(',');
  return SEVERITIES.filter((one) => wanted.includes(one));
}

/** The router parses `?q=12` as a number. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
