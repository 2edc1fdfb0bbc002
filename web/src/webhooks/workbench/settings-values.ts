import { PAYLOAD_FORMATS } from '@carillon/client';
import type { Webhook } from '../queries.js';
import { familiesOf, type HeaderFamily } from './receivers/header-families.js';

export const FORMATS = PAYLOAD_FORMATS.filter((format) => format !== 'notification');
export type PayloadFormat = (typeof FORMATS)[number];

export interface HeaderValue {
  readonly name: string;
  readonly value: string;
}

/** The form's values: numbers and lists as typed. */
export interface SettingsValues {
  url: string;
  name: string;
  description: string;
  events: string[];
  categories: string[];
  filter: string;
  payload_format: PayloadFormat;
  template: string;
  json_style: 'compact' | 'python';
  signatures: HeaderFamily[];
  headers: HeaderValue[];
  max_attempts: number | '';
  retry_schedule: string;
  timeout_seconds: number | '';
  rate_limit: number | '';
  include_internal: boolean;
}

export const NEW_WEBHOOK: SettingsValues = {
  url: '',
  name: '',
  description: '',
  events: [],
  categories: [],
  filter: '',
  payload_format: 'standard',
  template: '',
  json_style: 'compact',
  signatures: familiesOf('standard'),
  headers: [],
  max_attempts: '',
  retry_schedule: '',
  timeout_seconds: '',
  rate_limit: '',
  include_internal: false,
};

export function valuesOf(webhook: Omit<Webhook, 'health'>): SettingsValues {
  return {
    url: webhook.url,
    name: webhook.name,
    description: webhook.description,
    events: webhook.events,
    categories: webhook.categories,
    filter: webhook.filter ?? '',
    payload_format: FORMATS.find((one) => one === webhook.payload_format) ?? 'standard',
    template: webhook.template ?? '',
    json_style: webhook.json_style,
    signatures: webhook.signatures,
    headers: Object.entries(webhook.headers).map(([name, value]) => ({ name, value: String(value) })),
    max_attempts: webhook.max_attempts ?? '',
    retry_schedule: webhook.retry_schedule?.map(durationText).join(', ') ?? '',
    timeout_seconds: webhook.timeout_seconds ?? '',
    rate_limit: webhook.rate_limit ?? '',
    include_internal: webhook.include_internal,
  };
}

/** The values with another format. Signatures that the format chose follow it. */
export function withFormat(values: SettingsValues, format: PayloadFormat): Partial<SettingsValues> {
  const isOwn = [...values.signatures].sort().join() === familiesOf(values.payload_format).join();
  return { payload_format: format, ...(isOwn && { signatures: familiesOf(format) }) };
}

/** For the server. Fields that the person may not set are left out. */
export function bodyOf(values: SettingsValues, { isStaff, isNew }: { isStaff: boolean; isNew: boolean }) {
  const { filter, template, headers, retry_schedule: schedule, include_internal: internal, name, ...rest } = values;
  const { payload_format: format, signatures, ...others } = rest;
  const isTemplate = format === 'template';
  return {
    ...others,
    // Left out: a new webhook of a chat service gets that service's format.
    ...(!(isNew && format === 'standard') && { payload_format: format }),
    // A new webhook signs as its format does.
    ...(!isNew && { signatures }),
    categories: rest.categories as never,
    // Left out: a new webhook is named after its host.
    ...((!isNew || name !== '') && { name }),
    filter: filter.trim() === '' ? null : filter,
    template: isTemplate ? template : null,
    headers: Object.fromEntries(headers.filter(isGiven).map((header) => [header.name.trim(), header.value])),
    max_attempts: orNull(rest.max_attempts),
    timeout_seconds: orNull(rest.timeout_seconds),
    rate_limit: orNull(rest.rate_limit),
    retry_schedule: schedule.trim() === '' ? null : schedule.split(/[\s,]+/).filter((part) => part !== ''),
    ...(isStaff && { include_internal: internal }),
  };
}

function isGiven({ name, value }: HeaderValue): boolean {
  return name.trim() !== '' || value !== '';
}

function orNull(value: number | ''): number | null {
  return value === '' ? null : value;
}

/** @returns `90s`, `5m`, `2h`: the largest unit that leaves no rest */
function durationText(seconds: number): string {
  if (seconds > 0 && seconds % 3_600 === 0) return `${seconds / 3_600}h`;
  if (seconds > 0 && seconds % 60 === 0) return `${seconds / 60}m`;
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1_000)}ms`;
}
