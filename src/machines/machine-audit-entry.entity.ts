import { BeforeInsert, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { newId } from '../common/ids.js';
import type { ActorType } from '../common/request-context.js';
import { Machine } from './machine.entity.js';

/** Who registered, approved or denied a machine. Kept as long as the machine, while events go with their retention. */
@Entity('machine_audit')
@Index('machine_audit_machine', ['machineId', 'id'])
export class MachineAuditEntry {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'machine_id' })
  @ForeignKey(() => Machine, { name: 'machine_audit_machine_fk', onDelete: 'CASCADE' })
  machineId: string;

  /** A sentence without its subject: `approved via Discord by Grace`. */
  @Column('text')
  action: string;

  /** A user's id, or a Discord user's. */
  @Column('text', { name: 'actor_id', nullable: true })
  actorId: string | null;

  @Column('text', { name: 'actor_name' })
  actorName: string;

  @Column('text', { name: 'actor_type' })
  actorType: ActorType;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @BeforeInsert()
  assignId(): void {
    this.id ??= newId();
  }
}

export function machineAuditView(entry: MachineAuditEntry) {
  return {
    id: entry.id,
    action: entry.action,
    actor: { id: entry.actorId, name: entry.actorName, type: entry.actorType },
    created_at: entry.createdAt.toISOString(),
  };
}
