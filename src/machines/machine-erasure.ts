import { Injectable } from '@nestjs/common';
import { DataSource, In, Not } from 'typeorm';
import { ERASED_NAME, type PersonTraces } from '../common/person-traces.js';
import { MachineAuditEntry } from './machine-audit-entry.entity.js';
import { Machine } from './machine.entity.js';

const STEP = 100;

/** Removes a person's name from who registered and who decided. Makes no event: the machine itself did not change. */
@Injectable()
export class MachineErasure {
  constructor(private readonly dataSource: DataSource) {}

  async eraseNamesOf({ userId, names }: PersonTraces): Promise<void> {
    while ((await this.renameStep(names)) === STEP);
    await this.dataSource.transaction(async (manager) => {
      const entries = await manager.find(MachineAuditEntry, {
        where: { actorId: userId, actorName: Not(ERASED_NAME) },
      });
      for (const entry of entries) {
        entry.action = entry.action.replace(entry.actorName, () => ERASED_NAME);
        entry.actorName = ERASED_NAME;
      }
      await manager.save(entries, { chunk: STEP });
    });
  }

  /** A machine stores names without ids, so people of the same name cannot be told apart: the name goes for all. */
  private renameStep(names: readonly string[]): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const machines = await manager.find(Machine, {
        where: [{ registeredBy: In(names) }, { decidedBy: In(names) }],
        order: { id: 'ASC' },
        take: STEP,
        lock: { mode: 'pessimistic_write' },
      });
      for (const machine of machines) {
        if (names.includes(machine.registeredBy)) machine.registeredBy = ERASED_NAME;
        if (machine.decidedBy !== null && names.includes(machine.decidedBy)) machine.decidedBy = ERASED_NAME;
      }
      await manager.save(machines);
      return machines.length;
    });
  }
}
