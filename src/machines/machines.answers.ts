import { ApiProperty } from '@nestjs/swagger';
import type { ActorType } from '../common/request-context.js';
import { MACHINE_STATUSES, type MachineStatus } from './machine.entity.js';

const UUID = { type: 'string', format: 'uuid' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;
const MAYBE_TEXT = { type: 'string', nullable: true } as const;

/** The documented shape of `machineView`; the compiler holds the two together. */
export class MachineAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty() hostname: string;
  @ApiProperty() ip_address: string;
  @ApiProperty() operating_system: string;
  @ApiProperty({ ...UUID, nullable: true }) company_id: string | null;
  @ApiProperty({ enum: MACHINE_STATUSES }) status: MachineStatus;
  @ApiProperty({ description: 'The name of whoever registered it.' }) registered_by: string;
  @ApiProperty({ ...MAYBE_TEXT, description: 'The name of whoever approved or denied it.' }) decided_by: string | null;
  @ApiProperty({ ...TIME, nullable: true }) decided_at: string | null;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class MachinePage {
  @ApiProperty({ type: [MachineAnswer] }) items: MachineAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}

export class MachineAuditActor {
  @ApiProperty({ ...MAYBE_TEXT, description: "A user's id, or Discord's for its people." }) id: string | null;
  @ApiProperty() name: string;
  @ApiProperty({ enum: ['user', 'api_key', 'system', 'discord'] }) type: ActorType;
}

export class MachineAuditAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ example: 'approved via Discord by Grace' }) action: string;
  @ApiProperty() actor: MachineAuditActor;
  @ApiProperty(TIME) created_at: string;
}

export class MachineAuditPage {
  @ApiProperty({ type: [MachineAuditAnswer] }) items: MachineAuditAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
