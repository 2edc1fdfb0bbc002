import type { Kind, Records } from './kinds.js';
import { ALERT_STATUSES, MACHINE_STATUSES, severitiesOf, type RecordSearch, type Severity } from './search.js';

/** The query parameters of the server's lists. */
export interface Filters {
  readonly q?: string;
  readonly status?: string;
  readonly severity?: readonly Severity[];
  readonly asset_type?: string;
  readonly alert_type?: string;
  readonly source?: string;
  readonly company_id?: string;
}

/** Drops filters that the kind does not have. */
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

/** Drops undefined values: every key counts as a filter. */
function set(filters: Readonly<Record<string, string | undefined>>): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

function oneOf(known: readonly string[], value: string | undefined): string | undefined {
  return known.find((one) => one === value);
}

/** Whether a pushed record belongs to a list, by the server's rules. */
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
