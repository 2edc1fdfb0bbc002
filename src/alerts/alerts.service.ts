import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conflict, Forbidden } from '../common/errors.js';
import type { Page } from '../common/paging.js';
import type { Actor } from '../common/request-context.js';
import { requireVisible, type Viewer } from '../common/visibility.js';
import { findLocked, newestPage } from '../database/entity-queries.js';
import { SingleInsert } from '../database/single-insert.js';
import { Alert, alertView } from './alert.entity.js';
import type { AlertAnswer } from './alerts.answers.js';
import type { AlertsQuery, TriggerAlertDto } from './alerts.dto.js';
import { ALERT_VISIBILITY, mayWorkWithAlerts } from './alerts.policy.js';

const KIND = { noun: 'alert', visibility: () => ALERT_VISIBILITY };

@Injectable()
export class AlertsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inserts: SingleInsert,
  ) {}

  /** @throws Forbidden */
  async trigger(viewer: Viewer, input: TriggerAlertDto): Promise<Alert> {
    requireStaff(viewer);
    // Without an id: TypeORM would look an entity with one up before it inserts it.
    const alert = Object.assign(new Alert(), {
      message: input.message,
      alertType: input.alert_type,
      severity: input.severity,
      source: input.source ?? null,
      details: input.details ?? null,
      status: 'active' as const,
      resolvedBy: null,
      resolvedAt: null,
    });
    return this.inserts.save(alert);
  }

  /** Newest first. */
  async list(viewer: Viewer, query: AlertsQuery): Promise<Page<AlertAnswer>> {
    requireStaff(viewer);
    const { status, severity, alert_type: type, source } = query;
    const select = this.dataSource.manager.createQueryBuilder(Alert, 'alert');
    if (status !== undefined) select.andWhere('alert.status = :status', { status });
    if (severity !== undefined) select.andWhere('alert.severity = ANY(:severity)', { severity });
    if (type !== undefined) select.andWhere('alert.alertType = :type', { type });
    if (source !== undefined) select.andWhere('alert.source = :source', { source });
    return newestPage(select, query, { item: alertView });
  }

  /** @throws NotFound */
  async get(viewer: Viewer, id: string): Promise<Alert> {
    return requireVisible(viewer, KIND, await this.dataSource.manager.findOneBy(Alert, { id }));
  }

  /** @throws NotFound, Forbidden, Conflict `already_resolved` */
  async resolve(actor: Actor, id: string): Promise<Alert> {
    return this.dataSource.transaction(async (manager) => {
      const alert = requireVisible(actor, KIND, await findLocked(manager, Alert, id));
      requireStaff(actor);
      if (alert.status === 'resolved') {
        throw new Conflict(
          'already_resolved',
          `The alert was already resolved by ${alert.resolvedBy ?? 'another person'}.`,
        );
      }
      alert.status = 'resolved';
      alert.resolvedBy = actor.name;
      alert.resolvedAt = new Date();
      return manager.save(alert);
    });
  }
}

function requireStaff(viewer: Viewer): void {
  if (!mayWorkWithAlerts(viewer)) throw new Forbidden('Only staff may work with alerts.');
}
