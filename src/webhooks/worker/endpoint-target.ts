import type { Role } from '../../common/visibility.js';
import type { EndpointKind, OwnerType } from '../endpoints/webhook-endpoint.entity.js';
import { familiesOf } from '../formats/chosen-families.js';
import { FORMATS } from '../formats/formats.js';
import type { JsonStyle } from '../formats/json-style.js';
import type { EndpointViewer } from '../matching/endpoint-rights.js';
import { shareOf } from '../programs/program-run.js';
import type { SignatureFamily, SigningSecret } from '../signing/signing.js';

/** What a worker needs to know of an endpoint. */
export interface EndpointTarget extends EndpointViewer {
  readonly id: string;
  readonly url: string;
  /** A path on this server itself. */
  readonly isRelative: boolean;
  readonly isActive: boolean;
  readonly payloadFormat: string;
  readonly template: string | null;
  readonly jsonStyle: JsonStyle;
  /** The owner was notified that its template runs over its budget. */
  readonly isTemplateFailing: boolean;
  /** Whose CPU time its template takes. */
  readonly share: string;
  /** Its own request headers, names and values in turn. */
  readonly headers: readonly string[];
  /** A chat service has its own rules for errors and pace. */
  readonly isChat: boolean;
  /** Newest first; two during a rotation. */
  readonly secrets: readonly [SigningSecret, ...SigningSecret[]];
  readonly families: readonly SignatureFamily[];
  readonly schedule: readonly number[];
  readonly maxAttempts: number | undefined;
  readonly timeoutMs: number;
  /** Requests per second; 0: unlimited. */
  readonly rateLimit: number;
  /** In flight at once, per process. */
  readonly concurrency: number;
}

export interface TargetRow {
  id: string;
  kind: EndpointKind;
  url: string;
  active: boolean;
  owner_type: OwnerType;
  company_id: string | null;
  include_internal: boolean;
  payload_format: string;
  template: string | null;
  json_style: JsonStyle;
  failing_program: string | null;
  signatures: SignatureFamily[] | null;
  headers_encrypted: string | null;
  secret_encrypted: string;
  previous_secret_encrypted: string | null;
  max_attempts: number | null;
  retry_schedule_ms: number[] | null;
  timeout_seconds: number | null;
  rate_limit: number | null;
  user_id: string | null;
  user_role: Role | null;
  user_company_id: string | null;
  user_active: boolean | null;
}

/** The process's settings, where an endpoint has none of its own. */
export interface TargetDefaults {
  readonly retryScheduleMs: readonly number[];
  readonly timeoutMs: number;
  readonly rateLimit: number;
  readonly endpointConcurrency: number;
}

/** The sealed columns of a row, opened. */
export interface OpenedSecrets {
  readonly secrets: EndpointTarget['secrets'];
  readonly headers: readonly string[];
}

export function toTarget(row: TargetRow, defaults: TargetDefaults, opened: OpenedSecrets): EndpointTarget {
  return {
    id: row.id,
    url: row.url,
    isRelative: row.url.startsWith('/'),
    isActive: row.active,
    payloadFormat: row.payload_format,
    template: row.template,
    jsonStyle: row.json_style,
    isTemplateFailing: row.failing_program === 'template',
    share: shareOf({ id: row.id, ownerType: row.owner_type, userId: row.user_id, companyId: row.company_id }),
    headers: opened.headers,
    isChat: FORMATS.get(row.payload_format)?.isChat === true,
    ownerType: row.owner_type,
    companyId: row.company_id,
    // Who gets a notification was decided when it was made.
    includeInternal: row.kind === 'personal' || row.include_internal,
    secrets: opened.secrets,
    families: familiesOf(row.signatures, row.payload_format),
    schedule: row.retry_schedule_ms ?? defaults.retryScheduleMs,
    maxAttempts: row.max_attempts ?? undefined,
    timeoutMs: row.timeout_seconds === null ? defaults.timeoutMs : row.timeout_seconds * 1_000,
    rateLimit: lower(row.rate_limit, defaults.rateLimit),
    concurrency: defaults.endpointConcurrency,
    owner: ownerOf(row),
  };
}

/** An endpoint may ask for less than the process allows, never for more; 0 is no limit. */
function lower(own: number | null, general: number): number {
  if (own === null || own === 0) return general;
  return general === 0 ? own : Math.min(own, general);
}

function ownerOf(row: TargetRow): EndpointTarget['owner'] {
  if (row.owner_type !== 'user' || row.user_id === null || row.user_role === null) return null;
  return { id: row.user_id, role: row.user_role, companyId: row.user_company_id, isActive: row.user_active === true };
}
