import {
  BeforeInsert,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { newId } from '../common/ids.js';
import { Company } from '../companies/company.entity.js';

export const MACHINE_STATUSES = ['pending', 'approved', 'denied'] as const;
export type MachineStatus = (typeof MACHINE_STATUSES)[number];
export type MachineDecision = Exclude<MachineStatus, 'pending'>;

/** A computer that asks to be let in. */
@Entity('machines')
@Index('machines_status', ['status', 'id'])
@Index('machines_company', ['companyId', 'id'])
export class Machine {
  @PrimaryColumn('uuid')
  id: string;

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

  /** The name of whoever decided: a member of staff, or somebody on Discord whom we know by name alone. */
  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy: string | null;

  @Column({ type: 'timestamptz', name: 'decided_at', precision: 3, nullable: true })
  decidedAt: Date | null;

  @VersionColumn()
  version: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;

  @BeforeInsert()
  assignId(): void {
    this.id ??= newId();
  }
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
    version: machine.version,
    created_at: machine.createdAt.toISOString(),
    updated_at: machine.updatedAt.toISOString(),
  };
}
