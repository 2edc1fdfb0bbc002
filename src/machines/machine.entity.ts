import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { versionView, VersionedEntity } from '../database/versioned.entity.js';
import { Company } from '../companies/company.entity.js';

export const MACHINE_STATUSES = ['pending', 'approved', 'denied'] as const;
export type MachineStatus = (typeof MACHINE_STATUSES)[number];
export type MachineDecision = Exclude<MachineStatus, 'pending'>;

/** A computer that registered itself and is approved or denied once. */
@Entity('machines')
@Index('machines_status', ['status', 'id'])
@Index('machines_company', ['companyId', 'id'])
export class Machine extends VersionedEntity {
  @Column('text')
  hostname: string;

  @Column('text', { name: 'ip_address' })
  ipAddress: string;

  @Column('text', { name: 'operating_system' })
  operatingSystem: string;

  @Column('uuid', { name: 'company_id', nullable: true })
  @ForeignKey(() => Company, { name: 'machines_company_fk' })
  companyId: string | null;

  @Column('text')
  status: MachineStatus;

  @Column('text', { name: 'registered_by' })
  registeredBy: string;

  /** The name of the person who decided: a member of staff, or a Discord user, known only by name. */
  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy: string | null;

  @Column({ type: 'timestamptz', name: 'decided_at', precision: 3, nullable: true })
  decidedAt: Date | null;
}

/** What REST answers and events carry. */
export function machineView(machine: Machine) {
  return {
    id: machine.id,
    hostname: machine.hostname,
    ip_address: machine.ipAddress,
    operating_system: machine.operatingSystem,
    company_id: machine.companyId ?? null,
    status: machine.status,
    registered_by: machine.registeredBy,
    decided_by: machine.decidedBy ?? null,
    decided_at: machine.decidedAt?.toISOString() ?? null,
    ...versionView(machine),
  };
}
