import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MAYBE_TIME_FIELD, MAYBE_UUID_FIELD, TIME_FIELD, UUID_FIELD } from '../../common/http/answer-fields.js';
import { categoryWarnings, patternWarnings, Warning } from '../../events/pattern-warnings.js';
import { familiesOf } from '../formats/chosen-families.js';
import { STORED_FORMATS, type StoredFormat } from '../formats/formats.js';
import { JSON_STYLES, type JsonStyle } from '../formats/json-style.js';
import { SIGNATURE_FAMILIES, type SignatureFamily } from '../signing/signing.js';
import { OWNER_TYPES, type OwnerType, type WebhookEndpoint } from './webhook-endpoint.entity.js';

const MAYBE_TEXT = { type: 'string', nullable: true } as const;
const MAYBE_NUMBER = { type: 'integer', nullable: true, description: "Null: the server's own setting." } as const;

export const SIGNATURES_FIELD = {
  enum: SIGNATURE_FAMILIES,
  isArray: true,
  description: 'The families of headers that carry the signature.',
};

export const ENDPOINT_STATUSES = ['active', 'failing', 'disabled'] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

/** The documented shape of `endpointView`. */
export class EndpointAnswer {
  @ApiProperty(UUID_FIELD) id: string;
  @ApiProperty() name: string;
  @ApiProperty() url: string;
  @ApiProperty() description: string;
  @ApiProperty({ enum: OWNER_TYPES }) owner_type: OwnerType;
  @ApiProperty(MAYBE_UUID_FIELD) user_id: string | null;
  @ApiProperty(MAYBE_UUID_FIELD) company_id: string | null;
  @ApiProperty({ type: [String] }) events: string[];
  @ApiProperty({ type: [String] }) categories: string[];
  @ApiProperty({ ...MAYBE_TEXT, description: 'A CEL expression.' }) filter: string | null;
  @ApiProperty({ description: 'False: events are held.' }) active: boolean;
  @ApiProperty({ enum: ENDPOINT_STATUSES }) status: EndpointStatus;
  @ApiProperty(MAYBE_TEXT) disabled_reason: string | null;
  @ApiProperty({ enum: STORED_FORMATS }) payload_format: StoredFormat;
  @ApiProperty(MAYBE_TEXT) template: string | null;
  @ApiProperty({ enum: JSON_STYLES }) json_style: JsonStyle;
  @ApiProperty(SIGNATURES_FIELD) signatures: SignatureFamily[];
  @ApiProperty({ type: Object, example: { Authorization: '••••' } }) headers: Record<string, string>;
  @ApiProperty(MAYBE_NUMBER) max_attempts: number | null;
  @ApiProperty({ type: [Number], nullable: true, description: 'Seconds after attempt 1, 2, …' })
  retry_schedule: number[] | null;
  @ApiProperty(MAYBE_NUMBER) timeout_seconds: number | null;
  @ApiProperty({ ...MAYBE_NUMBER, description: 'Requests per second.' }) rate_limit: number | null;
  @ApiProperty() include_internal: boolean;
  @ApiProperty({ example: 'whsec_••••aSw=' }) secret_preview: string;
  @ApiPropertyOptional({ description: 'Shown once: when it was made or rotated.' }) secret?: string;
  @ApiProperty({
    ...MAYBE_TIME_FIELD,
    description: 'Until then the secret before this one signs too, after a rotation. Null: only the current one signs.',
  })
  previous_secret_expires_at: string | null;
  @ApiProperty(MAYBE_UUID_FIELD) created_by: string | null;
  @ApiProperty(TIME_FIELD) created_at: string;
  @ApiProperty(TIME_FIELD) updated_at: string;
  @ApiProperty(MAYBE_TIME_FIELD) last_success_at: string | null;
  @ApiProperty({
    type: [Warning],
    description: 'What was accepted and probably never fires, such as a pattern that no known event type matches.',
  })
  warnings: Warning[];
}

export function endpointStatus({ active, failingSince, programFailingSince }: WebhookEndpoint): EndpointStatus {
  if (!active) return 'disabled';
  return failingSince === null && programFailingSince === null ? 'active' : 'failing';
}

/** @returns when the previous secret stops signing, as ISO 8601; null: there is none, or it has stopped */
export function overlapEnd(
  endpoint: Pick<WebhookEndpoint, 'previousSecretEncrypted' | 'previousSecretExpiresAt'>,
): string | null {
  const { previousSecretEncrypted: previous, previousSecretExpiresAt: expiresAt } = endpoint;
  if (previous === null || expiresAt === null || expiresAt.getTime() <= Date.now()) return null;
  return expiresAt.toISOString();
}

/** @param headers already masked: header values are never sent to a client */
export function endpointView(endpoint: WebhookEndpoint, headers: Record<string, string>) {
  return {
    id: endpoint.id,
    name: endpoint.name,
    url: endpoint.url,
    description: endpoint.description,
    owner_type: endpoint.ownerType,
    user_id: endpoint.userId,
    company_id: endpoint.companyId,
    events: endpoint.events,
    categories: endpoint.categories,
    filter: endpoint.filter,
    active: endpoint.active,
    status: endpointStatus(endpoint),
    disabled_reason: endpoint.disabledReason,
    payload_format: endpoint.payloadFormat,
    template: endpoint.template,
    json_style: endpoint.jsonStyle,
    signatures: [...familiesOf(endpoint.signatures, endpoint.payloadFormat)],
    headers,
    max_attempts: endpoint.maxAttempts,
    retry_schedule: endpoint.retryScheduleMs?.map((delayMs) => delayMs / 1_000) ?? null,
    timeout_seconds: endpoint.timeoutSeconds,
    rate_limit: endpoint.rateLimit,
    include_internal: endpoint.includeInternal,
    secret_preview: endpoint.secretPreview,
    previous_secret_expires_at: overlapEnd(endpoint),
    created_by: endpoint.createdBy,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
    last_success_at: endpoint.lastSuccessAt?.toISOString() ?? null,
    warnings: [
      ...patternWarnings('events', endpoint.events),
      ...categoryWarnings(endpoint.events, endpoint.categories),
    ],
  } satisfies EndpointAnswer;
}

export type EndpointView = ReturnType<typeof endpointView>;
