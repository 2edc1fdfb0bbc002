import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Forbidden, NotFound } from '../common/errors.js';
import { containsPattern } from '../common/like-pattern.js';
import type { Page, PageQuery } from '../common/paging.js';
import type { Actor } from '../common/request-context.js';
import { requireVisible, type Viewer } from '../common/visibility.js';
import { saveOfCompany } from '../companies/company-reference.js';
import { findLocked, newestPage } from '../database/entity-queries.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { MachineAuditEntry, machineAuditView } from './machine-audit-entry.entity.js';
import { AlreadyDecided } from './machine-errors.js';
import { Machine, machineView, type MachineDecision } from './machine.entity.js';
import type { MachineAnswer, MachineAuditAnswer } from './machines.answers.js';
import type { MachinesQuery, RegisterMachineDto } from './machines.dto.js';
import { MACHINE_VISIBILITY, mayWorkWithMachines } from './machines.policy.js';

/** The person who registers or decides; the caller has checked the right. */
export type MachineActor = Pick<Actor, 'id' | 'name' | 'type'>;

const KIND = { noun: 'machine', visibility: () => MACHINE_VISIBILITY };

@Injectable()
export class MachinesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
  ) {}

  /** @throws Forbidden, UnknownCompany */
  async register(actor: Actor, input: RegisterMachineDto): Promise<Machine> {
    requireStaff(actor);
    return this.dataSource.transaction(async (manager) => {
      // Without an id: TypeORM would look an entity with one up before it inserts it.
      const machine = Object.assign(new Machine(), {
        hostname: input.hostname,
        ipAddress: input.ip_address,
        operatingSystem: input.operating_system,
        companyId: input.company_id ?? null,
        status: 'pending' as const,
        registeredBy: actor.name,
        decidedBy: null,
        decidedAt: null,
      });
      await saveOfCompany(manager, machine, 'machines_company_fk');
      await writeAudit(manager, { machine, actor, verb: 'registered' });
      return machine;
    });
  }

  /** Newest first. */
  async list(viewer: Viewer, query: MachinesQuery): Promise<Page<MachineAnswer>> {
    requireStaff(viewer);
    const { status, company_id: company, q } = query;
    const { manager } = q ? this.heavyReads : this.dataSource;
    const select = manager.createQueryBuilder(Machine, 'machine');
    if (status !== undefined) select.andWhere('machine.status = ANY(:status)', { status });
    if (company !== undefined) select.andWhere('machine.companyId = :company', { company });
    if (q) select.andWhere('machine.hostname ILIKE :q', { q: containsPattern(q) });
    return newestPage(select, query, { item: machineView });
  }

  /** @throws NotFound */
  async get(viewer: Viewer, id: string): Promise<Machine> {
    return requireVisible(viewer, KIND, await this.dataSource.manager.findOneBy(Machine, { id }));
  }

  /** Who registered and who decided, newest first. @throws NotFound */
  async history(viewer: Viewer, id: string, query: PageQuery): Promise<Page<MachineAuditAnswer>> {
    await this.get(viewer, id);
    const select = this.dataSource.manager
      .createQueryBuilder(MachineAuditEntry, 'entry')
      .where('entry.machineId = :id', { id });
    return newestPage(select, query, { item: machineAuditView });
  }

  /** @throws NotFound, Forbidden, AlreadyDecided */
  async decide(actor: Actor, id: string, decision: MachineDecision): Promise<Machine> {
    await this.get(actor, id);
    requireStaff(actor);
    return this.decideFor(actor, id, decision);
  }

  /**
   * For a caller that checks rights by its own rules: approvers on Discord have no account here.
   *
   * @throws NotFound, AlreadyDecided
   */
  async decideFor(actor: MachineActor, id: string, decision: MachineDecision): Promise<Machine> {
    return this.dataSource.transaction(async (manager) => {
      const machine = await findLocked(manager, Machine, id);
      if (machine === null) throw new NotFound('machine');
      if (machine.status !== 'pending') throw new AlreadyDecided(machine);
      machine.status = decision;
      machine.decidedBy = actor.name;
      machine.decidedAt = new Date();
      await manager.save(machine);
      await writeAudit(manager, { machine, actor, verb: decision });
      return machine;
    });
  }
}

function requireStaff(viewer: Viewer): void {
  if (!mayWorkWithMachines(viewer)) throw new Forbidden('Only staff may work with machines.');
}

async function writeAudit(
  manager: EntityManager,
  { machine, actor, verb }: { machine: Machine; actor: MachineActor; verb: string },
): Promise<void> {
  const place = actor.type === 'discord' ? ' via Discord' : '';
  const entry = Object.assign(new MachineAuditEntry(), {
    machineId: machine.id,
    action: `${verb}${place} by ${actor.name}`,
    actorId: actor.id,
    actorName: actor.name,
    actorType: actor.type,
  });
  await manager.save(entry);
}
