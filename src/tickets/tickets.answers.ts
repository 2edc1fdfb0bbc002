import { ApiProperty } from '@nestjs/swagger';
import { TICKET_PRIORITIES, TICKET_STATUSES, type TicketPriority, type TicketStatus } from './ticket.entity.js';

const UUID = { type: 'string', format: 'uuid' } as const;
const MAYBE_UUID = { ...UUID, nullable: true } as const;
const TIME = { type: 'string', format: 'date-time' } as const;
const MAYBE_TIME = { ...TIME, nullable: true } as const;

/** The documented shape of `ticketView`; the compiler holds the two together. */
export class TicketAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ type: 'integer', description: 'What people call it: #12.' }) number: number;
  @ApiProperty() title: string;
  @ApiProperty() description: string;
  @ApiProperty({ enum: TICKET_STATUSES }) status: TicketStatus;
  @ApiProperty({ enum: TICKET_PRIORITIES }) priority: TicketPriority;
  @ApiProperty({ type: [String] }) tags: string[];
  @ApiProperty(UUID) requester_id: string;
  @ApiProperty({ type: 'string', nullable: true }) requester_name: string | null;
  @ApiProperty(MAYBE_UUID) assignee_id: string | null;
  @ApiProperty({ type: 'string', nullable: true }) assignee_name: string | null;
  @ApiProperty({ ...MAYBE_UUID, description: "Its requester's company." }) company_id: string | null;
  @ApiProperty({ type: 'integer', description: 'Also the ETag.' }) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
  @ApiProperty(MAYBE_TIME) resolved_at: string | null;
  @ApiProperty(MAYBE_TIME) closed_at: string | null;
}

export class TicketPage {
  @ApiProperty({ type: [TicketAnswer] }) items: TicketAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}

export class WatcherAnswer {
  @ApiProperty(UUID) user_id: string;
  @ApiProperty() name: string;
  @ApiProperty(TIME) created_at: string;
}

export class AddedWatcherAnswer extends WatcherAnswer {
  @ApiProperty(UUID) ticket_id: string;
}

export class WatcherPage {
  @ApiProperty({ type: [WatcherAnswer] }) items: WatcherAnswer[];
  @ApiProperty({ type: 'string', nullable: true, description: 'Always null: all of them come at once.' })
  next_cursor: null;
}

export class MuteAnswer {
  @ApiProperty(UUID) ticket_id: string;
  @ApiProperty() muted: boolean;
}
