import { Injectable } from '@nestjs/common';
import { DataSource, In, Not } from 'typeorm';
import { ERASED_NAME, type PersonTraces } from '../common/person-traces.js';
import { MachineAuditEntry } from './machine-audit-entry.entity.js';
import { Machine } from './machine.entity.js';

const STEP = 100;

/** Takes a person's name out of who registered and who decided. Nobody is told: nothing of the machine changed. */
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

  /** A machine has names without ids: two people of one name cannot be told apart, and both give way. */
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
