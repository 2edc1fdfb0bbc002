import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_TEXT, MAYBE_TIME, OTHER_UUID, TIME, UUID } from '../common/http/answer-fields.js';
import type { ActorType } from '../common/request-context.js';
import { MACHINE_STATUSES, type MachineStatus } from './machine.entity.js';

/** The documented shape of `machineView`; the compiler holds the two together. */
export class MachineAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ example: 'desk-17.acme.local' }) hostname: string;
  @ApiProperty({ example: '10.0.4.17' }) ip_address: string;
  @ApiProperty({ example: 'Debian 13' }) operating_system: string;
  @ApiProperty({ ...OTHER_UUID, nullable: true }) company_id: string | null;
  @ApiProperty({ enum: MACHINE_STATUSES, example: 'pending' }) status: MachineStatus;
  @ApiProperty({ description: 'The name of the person or API key that registered it.', example: 'Roll-out' })
  registered_by: string;
  @ApiProperty({ ...MAYBE_TEXT, description: 'The name of the person who approved or denied it.' }) decided_by:
    string | null;
  @ApiProperty(MAYBE_TIME) decided_at: string | null;
  @ApiProperty({ type: 'integer', example: 1 }) version: number;
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
