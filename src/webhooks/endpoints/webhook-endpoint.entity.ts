import {
  BeforeInsert,
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import { newId } from '../../common/ids.js';
import { Company } from '../../companies/company.entity.js';
import { User } from '../../users/user.entity.js';
import type { StoredFormat } from '../formats/formats.js';
import type { JsonStyle } from '../formats/json-style.js';
import type { SignatureFamily } from '../signing/signing.js';

/**
 * `personal`: the URL for a person's own notifications; `endpoint`: created through the API; `built_in`: created by the
 * configuration at every start, not listed, and changed only there.
 */
export const ENDPOINT_KINDS = ['personal', 'endpoint', 'built_in'] as const;
export type EndpointKind = (typeof ENDPOINT_KINDS)[number];

export const OWNER_TYPES = ['user', 'company', 'system'] as const;
export type OwnerType = (typeof OWNER_TYPES)[number];

/** Where events go, and how. A null setting means the server's own. */
@Entity('webhook_endpoints')
@Index('webhook_endpoints_personal', ['userId'], { unique: true, where: `kind = 'personal'` })
@Index('webhook_endpoints_name_user', ['userId', 'name'], {
  unique: true,
  where: `kind = 'endpoint' AND owner_type = 'user'`,
})
@Index('webhook_endpoints_name_company', ['companyId', 'name'], {
  unique: true,
  where: `kind = 'endpoint' AND owner_type = 'company'`,
})
@Index('webhook_endpoints_name_system', ['name'], {
  unique: true,
  where: `kind = 'endpoint' AND owner_type = 'system'`,
})
@Index('webhook_endpoints_filtered', ['filterAfter'], { where: 'filter IS NOT NULL' })
@Check('webhook_endpoints_filter_after', 'filter IS NULL OR filter_after IS NOT NULL')
@Check(
  'webhook_endpoints_signatures',
  `cardinality(signatures) > 0 AND signatures <@ ARRAY['standard', 'x-webhook', 'xtsystems']`,
)
@Index('webhook_endpoints_bin', { synchronize: false })
@Index('webhook_endpoints_owner', ['ownerType', 'userId', 'companyId'])
export class WebhookEndpoint {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  kind: EndpointKind;

  @Column('text', { name: 'owner_type' })
  ownerType: OwnerType;

  @Column('uuid', { name: 'user_id', nullable: true })
  @ForeignKey(() => User, { name: 'webhook_endpoints_user_fk', onDelete: 'CASCADE' })
  userId: string | null;

  @Column('uuid', { name: 'company_id', nullable: true })
  @ForeignKey(() => Company, { name: 'webhook_endpoints_company_fk', onDelete: 'CASCADE' })
  companyId: string | null;

  @Column('text')
  name: string;

  @Column('text')
  url: string;

  @Column('text', { default: '' })
  description: string;

  @Column('text', { array: true, default: '{}' })
  events: string[];

  @Column('text', { array: true, default: '{}' })
  categories: string[];

  @Column('text', { nullable: true })
  filter: string | null;

  @Column('boolean', { default: true })
  active: boolean;

  @Column('text', { name: 'disabled_reason', nullable: true })
  disabledReason: string | null;

  @Column({ type: 'timestamptz', name: 'failing_since', precision: 3, nullable: true })
  failingSince: Date | null;

  /** The owner knows that it is failing, and will be notified when it recovers. */
  @Column('boolean', { name: 'failing_told', default: false })
  isFailureReported: boolean;

  /** Which of its programs exceeds its budget, and since when; the owner was notified. */
  @Column('text', { name: 'failing_program', nullable: true })
  failingProgram: 'filter' | 'template' | null;

  @Column({ type: 'timestamptz', name: 'program_failing_since', precision: 3, nullable: true })
  programFailingSince: Date | null;

  /** Events up to this position are not for its filter: they were dispatched before it had one. */
  @Column('bigint', { name: 'filter_after', nullable: true })
  filterAfter: string | null;

  @Column({ type: 'timestamptz', name: 'last_success_at', precision: 3, nullable: true })
  lastSuccessAt: Date | null;

  /** The result of the last probe of this URL: whether the receiver refuses a bad signature. Null: unknown. */
  @Column('boolean', { nullable: true })
  verifies: boolean | null;

  @Column('text', { name: 'payload_format' })
  payloadFormat: StoredFormat;

  @Column('text', { nullable: true })
  template: string | null;

  @Column('text', { name: 'json_style', default: 'compact' })
  jsonStyle: JsonStyle;

  /** Null: those of its format. */
  @Column('text', { array: true, nullable: true })
  signatures: SignatureFamily[] | null;

  @Column('text', { name: 'headers_encrypted', nullable: true })
  headersEncrypted: string | null;

  @Column('integer', { name: 'max_attempts', nullable: true })
  maxAttempts: number | null;

  @Column('integer', { name: 'retry_schedule_ms', array: true, nullable: true })
  retryScheduleMs: number[] | null;

  @Column('integer', { name: 'timeout_seconds', nullable: true })
  timeoutSeconds: number | null;

  /** Requests per second. */
  @Column('integer', { name: 'rate_limit', nullable: true })
  rateLimit: number | null;

  @Column('boolean', { name: 'include_internal', default: false })
  includeInternal: boolean;

  @Column('text', { name: 'secret_encrypted' })
  secretEncrypted: string;

  @Column('text', { name: 'secret_preview' })
  secretPreview: string;

  /** Signs beside the new one until it expires. */
  @Column('text', { name: 'previous_secret_encrypted', nullable: true })
  previousSecretEncrypted: string | null;

  @Column({ type: 'timestamptz', name: 'previous_secret_expires_at', precision: 3, nullable: true })
  previousSecretExpiresAt: Date | null;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;

  /** For a company's endpoint: when its creator stopped being a manager there, and the others were notified. */
  @Column({ type: 'timestamptz', name: 'creator_left_at', precision: 3, nullable: true })
  creatorLeftAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;

  @BeforeInsert()
  assignId(): void {
    this.id ??= newId();
  }
}
