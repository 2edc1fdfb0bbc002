import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_TEXT, MAYBE_TIME, MAYBE_UUID, OTHER_UUID, TIME, UUID, VERSION } from '../common/http/answer-fields.js';
import { TICKET_PRIORITIES, TICKET_STATUSES, type TicketPriority, type TicketStatus } from './ticket.entity.js';

/** The documented shape of `ticketView`; the compiler holds the two together. */
export class TicketAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ type: 'integer', description: 'What people call it: #42.', example: 42 }) number: number;
  @ApiProperty({ example: 'The printer is on fire' }) title: string;
  @ApiProperty({ example: 'Third floor, next to the lift.' }) description: string;
  @ApiProperty({ enum: TICKET_STATUSES, example: 'open' }) status: TicketStatus;
  @ApiProperty({ enum: TICKET_PRIORITIES, example: 'high' }) priority: TicketPriority;
  @ApiProperty({ type: [String], example: ['printer'] }) tags: string[];
  @ApiProperty(OTHER_UUID) requester_id: string;
  @ApiProperty({ ...MAYBE_TEXT, example: 'Ada' }) requester_name: string | null;
  @ApiProperty(MAYBE_UUID) assignee_id: string | null;
  @ApiProperty(MAYBE_TEXT) assignee_name: string | null;
  @ApiProperty({ ...MAYBE_UUID, description: "Its requester's company." }) company_id: string | null;
  @ApiProperty(VERSION) version: number;
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
