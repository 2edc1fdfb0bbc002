import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { ERASED_NAME, type PersonTraces } from '../common/person-traces.js';
import { Alert } from './alert.entity.js';

const STEP = 100;

/** Removes a person's name from `resolved_by`. Makes no event: the alert itself did not change. */
@Injectable()
export class AlertErasure {
  constructor(private readonly dataSource: DataSource) {}

  async eraseNamesOf({ names }: PersonTraces): Promise<void> {
    while ((await this.renameStep(names)) === STEP);
  }

  /** An alert stores a name without an id, so people of the same name cannot be told apart: the name goes for all. */
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
