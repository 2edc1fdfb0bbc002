import { Column, Entity, Index } from 'typeorm';
import { versionView, VersionedEntity } from '../database/versioned.entity.js';

/** The scales of incidents and of logs: each source uses its own. */
export const ALERT_SEVERITIES = ['info', 'low', 'medium', 'warning', 'high', 'error', 'critical'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

export const ALERT_STATUSES = ['active', 'resolved'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

export type AlertDetails = Readonly<Record<string, unknown>>;

/** Something that a person has to look at, until it is resolved. */
@Entity('alerts')
@Index('alerts_status', ['status', 'id'])
@Index('alerts_severity', ['severity', 'id'])
@Index('alerts_type', ['alertType', 'id'])
@Index('alerts_source', ['source', 'id'])
export class Alert extends VersionedEntity {
  @Column('text')
  message: string;

  @Column('text', { name: 'alert_type' })
  alertType: string;

  @Column('text')
  severity: AlertSeverity;

  @Column('text', { nullable: true })
  source: string | null;

  /** `json` and not `jsonb`, which would not keep the order of the keys. */
  @Column('json', { nullable: true })
  details: AlertDetails | null;

  @Column('text')
  status: AlertStatus;

  @Column('text', { name: 'resolved_by', nullable: true })
  resolvedBy: string | null;

  @Column({ type: 'timestamptz', name: 'resolved_at', precision: 3, nullable: true })
  resolvedAt: Date | null;
}

/** What REST answers and events carry. */
export function alertView(alert: Alert) {
  return {
    id: alert.id,
    message: alert.message,
    alert_type: alert.alertType,
    severity: alert.severity,
    source: alert.source ?? null,
    details: alert.details ?? null,
    status: alert.status,
    resolved_by: alert.resolvedBy ?? null,
    resolved_at: alert.resolvedAt?.toISOString() ?? null,
    ...versionView(alert),
  };
}
