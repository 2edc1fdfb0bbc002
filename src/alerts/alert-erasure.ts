import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { ERASED_NAME, type PersonTraces } from '../common/person-traces.js';
import { Alert } from './alert.entity.js';

const STEP = 100;

/** Takes a person's name out of who resolved. Nobody is told: nothing of the alert changed. */
@Injectable()
export class AlertErasure {
  constructor(private readonly dataSource: DataSource) {}

  async eraseNamesOf({ names }: PersonTraces): Promise<void> {
    while ((await this.renameStep(names)) === STEP);
  }

  /** An alert has a name without an id: two people of one name cannot be told apart, and both give way. */
  private renameStep(names: readonly string[]): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const alerts = await manager.find(Alert, {
        where: { resolvedBy: In(names) },
        order: { id: 'ASC' },
        take: STEP,
        lock: { mode: 'pessimistic_write' },
      });
      for (const alert of alerts) alert.resolvedBy = ERASED_NAME;
      await manager.save(alerts);
      return alerts.length;
    });
  }
}
