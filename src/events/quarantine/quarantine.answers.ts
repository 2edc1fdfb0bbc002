import { ApiProperty } from '@nestjs/swagger';
import { TIME_FIELD, UUID_FIELD } from '../../common/http/answer-fields.js';

/** An event that could not be dispatched. */
export class QuarantinedEventAnswer {
  @ApiProperty({ ...UUID_FIELD, description: 'Of the event.' }) id: string;
  @ApiProperty({ example: 'ticket.created' }) type: string;
  @ApiProperty(TIME_FIELD) occurred_at: string;
  @ApiProperty({ ...TIME_FIELD, description: 'Of the last try.' }) quarantined_at: string;
  @ApiProperty({ description: 'Name and text of the error, without values of the event.' }) error: string;
  @ApiProperty({ type: 'string', nullable: true, example: '22P02', description: 'PostgreSQL’s code, if it has one.' })
  sqlstate: string | null;
  @ApiProperty({ type: 'string', nullable: true, example: 'notifications', description: 'What failed on it.' })
  consumer: string | null;
  @ApiProperty({ description: 'How often it was set aside.' }) tries: number;
}

export class QuarantinedEventDetail extends QuarantinedEventAnswer {
  @ApiProperty({
    type: 'string',
    nullable: true,
    example: '{"id":"018f0c2e-7a4d-7c1b-9d53-1f2e3a4b5c6d"}',
    description: '`data` of the event as text, since it may be unreadable as JSON; null: past retention.',
  })
  payload: string | null;
}

export class QuarantinePage {
  @ApiProperty({ type: [QuarantinedEventAnswer] }) items: QuarantinedEventAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}

export class RequeuedAnswer {
  @ApiProperty({ description: 'Events that are back in the queue.' }) requeued: number;
}
