import type { Asset, Company } from '@carillon/client';
import { client } from '../api/client.js';
import type { MessageId } from '../i18n/i18n.js';
import type { Kind, Records } from './kinds.js';
import type { Severity } from './search.js';

export interface Field {
  readonly name: string;
  readonly label: MessageId;
  readonly input: 'line' | 'text' | 'company' | 'severity';
  readonly isRequired?: true;
  readonly example?: string;
}

/** By the server's names; a company is an id or null, everything else is text. */
export type Values = Readonly<Record<string, string | null>>;

const COMPANY: Field = { name: 'company_id', label: 'Company', input: 'company' };

export const FIELDS: Readonly<Record<Kind, readonly Field[]>> = {
  companies: [{ name: 'name', label: 'Name', input: 'line', isRequired: true }],
  assets: [
    { name: 'name', label: 'Name', input: 'line', isRequired: true },
    { name: 'asset_type', label: 'Type', input: 'line', isRequired: true, example: 'server' },
    { name: 'status', label: 'Status', input: 'line', isRequired: true, example: 'active' },
    COMPANY,
    { name: 'description', label: 'Description', input: 'text' },
  ],
  machines: [
    { name: 'hostname', label: 'Host name', input: 'line', isRequired: true, example: 'desk-17.acme.local' },
    { name: 'ip_address', label: 'IP address', input: 'line', isRequired: true, example: '10.0.4.17' },
    { name: 'operating_system', label: 'Operating system', input: 'line', isRequired: true, example: 'Debian 13' },
    COMPANY,
  ],
  alerts: [
    { name: 'message', label: 'Message', input: 'text', isRequired: true },
    { name: 'severity', label: 'Severity', input: 'severity', isRequired: true },
    { name: 'alert_type', label: 'Type', input: 'line', isRequired: true, example: 'disk' },
    { name: 'source', label: 'Source', input: 'line', example: 'backup-3' },
  ],
};

const DEFAULTS: Values = { severity: 'warning', status: 'active', company_id: null };

/** @param record undefined: the initial values of a new one */
export function valuesOf(kind: Kind, record: Records[Kind] | undefined): Values {
  const kept = (record ?? DEFAULTS) as unknown as Values;
  return Object.fromEntries(
    FIELDS[kind].map(({ name, input }) => [name, kept[name] ?? (input === 'company' ? null : '')]),
  );
}

/** @returns the fields that differ */
export function differences(kind: Kind, one: Values, other: Values): readonly Field[] {
  return FIELDS[kind].filter(({ name }) => one[name] !== other[name]);
}

/** These are created and then decided on; nothing else about them changes. */
export function isEditable(kind: Kind): kind is 'companies' | 'assets' {
  return kind === 'companies' || kind === 'assets';
}

/** @throws CarillonError that names the wrong fields */
export function createRecord(kind: Kind, values: Values): Promise<Records[Kind]> {
  return CREATE[kind]((name) => values[name] ?? '', values['company_id'] ?? null);
}

type Create<K extends Kind> = (line: (name: string) => string, company: string | null) => Promise<Records[K]>;

const CREATE: { readonly [K in Kind]: Create<K> } = {
  companies: (line) => client.post('/api/companies', { body: { name: line('name') } }),
  assets: (line, company) => {
    const body = {
      name: line('name'),
      asset_type: line('asset_type'),
      status: line('status'),
      description: line('description'),
      company_id: company,
    };
    return client.post('/api/assets', { body });
  },
  machines: (line, company) => {
    const body = {
      hostname: line('hostname'),
      ip_address: line('ip_address'),
      operating_system: line('operating_system'),
      company_id: company,
    };
    return client.post('/api/machines/register', { body });
  },
  alerts: (line) => {
    const source = line('source').trim();
    const body = {
      message: line('message'),
      severity: line('severity') as Severity,
      alert_type: line('alert_type'),
      ...(source !== '' && { source }),
    };
    return client.post('/api/alerts', { body });
  },
};

interface RecordChange {
  readonly id: string;
  /** Refused with 412 unless this is the present version. */
  readonly version: number;
  /** Only changed fields. */
  readonly patch: Values;
}

/** @throws CarillonError 412 when another person has changed it */
export function changeRecord(kind: 'companies' | 'assets', change: RecordChange): Promise<Company | Asset> {
  const { id, version, patch } = change;
  const options = { path: { id }, body: patch as Record<string, string>, headers: { 'if-match': `"${version}"` } };
  return kind === 'companies'
    ? client.patch('/api/companies/{id}', options)
    : client.patch('/api/assets/{id}', options);
}
