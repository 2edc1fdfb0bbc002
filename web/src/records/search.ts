import type { Kind, Records } from './kinds.js';

export const MACHINE_STATUSES = ['pending', 'approved', 'denied'] as const;
export const ALERT_STATUSES = ['active', 'resolved'] as const;
export const SEVERITIES = ['info', 'low', 'medium', 'warning', 'high', 'error', 'critical'] as const;
export type MachineStatus = (typeof MACHINE_STATUSES)[number];
export type AlertStatus = (typeof ALERT_STATUSES)[number];
export type Severity = (typeof SEVERITIES)[number];

/** As the address has them; each kind takes some of them. */
export interface RecordSearch {
  readonly q?: string;
  readonly status?: string;
  /** Joined by commas. */
  readonly severity?: string;
  readonly type?: string;
  readonly source?: string;
  readonly company?: string;
  /** The id of the one that is shown in full. */
  readonly open?: string;
}

/** What the lists of the server take. */
export interface Filters {
  readonly q?: string;
  readonly status?: string;
  readonly severity?: readonly Severity[];
  readonly asset_type?: string;
  readonly alert_type?: string;
  readonly source?: string;
  readonly company_id?: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAX_LENGTHS = { q: 200, status: 50, type: 100, source: 200 } as const;

/** Leaves out what is no filter, so that an edited link shows a list and no error. */
export function parseRecordSearch(search: Record<string, unknown>): RecordSearch {
  const texts = Object.entries(MAX_LENGTHS).map(([name, max]) => [name, text(search[name]).slice(0, max)] as const);
  const severity = severitiesOf(text(search['severity'])).join(',');
  const ids = ['company', 'open'].map((name) => [name, text(search[name])] as const);
  return Object.fromEntries([
    ...[...texts, ['severity', severity] as const].filter(([, value]) => value !== ''),
    ...ids.filter(([, value]) => ID.test(value)),
  ]);
}

/** What the kind does not know is left out. */
export function filtersOf(kind: Kind, search: RecordSearch): Filters {
  return FILTERS[kind](search);
}

const FILTERS: Readonly<Record<Kind, (search: RecordSearch) => Filters>> = {
  companies: ({ q }) => set({ q }),
  assets: ({ q, company, status, type }) => set({ q, company_id: company, status, asset_type: type }),
  machines: ({ q, company, status }) => set({ q, company_id: company, status: oneOf(MACHINE_STATUSES, status) }),
  alerts: ({ status, severity = '', type, source }) => {
    const severities = severitiesOf(severity);
    const filters = set({ status: oneOf(ALERT_STATUSES, status), alert_type: type, source });
    return severities.length === 0 ? filters : { ...filters, severity: severities };
  },
};

/** Without what is undefined: every field that is there is a filter. */
function set(filters: Readonly<Record<string, string | undefined>>): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

function oneOf(known: readonly string[], value: string | undefined): string | undefined {
  return known.find((one) => one === value);
}

/** Whether one that was pushed belongs to a list, as the server would say. */
export function isMatch(record: Records[Kind], { q, severity, ...equal }: Filters): boolean {
  const fields = record as unknown as Readonly<Record<string, unknown>>;
  const isEqual = Object.entries(equal).every(([name, value]) => fields[name] === value);
  if (!isEqual || (severity !== undefined && !severity.includes(fields['severity'] as Severity))) return false;
  if (q === undefined) return true;
  const searched = 'hostname' in record ? ['hostname'] : ['name', 'description'];
  return searched.some((name) => holds(fields[name], q));
}

function holds(value: unknown, part: string): boolean {
  return typeof value === 'string' && value.toLowerCase().includes(part.toLowerCase());
}

function severitiesOf(joined: string): Severity[] {
  const wanted = joined.split(',');
  return SEVERITIES.filter((one) => wanted.includes(one));
}

/** The router reads `?q=12` as a number. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
