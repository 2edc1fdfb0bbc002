import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MAYBE_UUID_FIELD, TIME_FIELD, UUID_FIELD } from '../common/http/answer-fields.js';
import { ACTOR_TYPES, type ActorType } from '../common/request-context.js';
import { Warning } from './pattern-warnings.js';

export class EventActorAnswer {
  @ApiProperty({ type: String, nullable: true }) id: string | null;
  @ApiProperty() name: string;
  @ApiProperty({ enum: ACTOR_TYPES }) type: ActorType;
}

/** `data` and `changes` as they were recorded. */
export class PastEventAnswer {
  @ApiProperty(UUID_FIELD) id: string;
  @ApiProperty({ example: 'ticket.created' }) type: string;
  @ApiProperty({ example: 'SUPPORT' }) category: string;
  @ApiProperty(TIME_FIELD) occurred_at: string;
  @ApiProperty({ enum: ['desk', 'external'] }) source: 'desk' | 'external';
  @ApiProperty({ type: EventActorAnswer }) actor: EventActorAnswer;
  @ApiProperty(MAYBE_UUID_FIELD) user_id: string | null;
  @ApiProperty(MAYBE_UUID_FIELD) company_id: string | null;
  @ApiProperty({ type: Object, description: 'By its type: GET /api/event-types.' }) data: Record<string, unknown>;
  @ApiPropertyOptional({ type: Object, description: 'Of an update, by field: [old, new].' })
  changes?: Record<string, [unknown, unknown]>;
}

/** An event as the log gives it. */
export class EventAnswer extends PastEventAnswer {
  @ApiProperty({ description: 'The place to go on from.' }) cursor: string;
}

/** An event read by its id. */
export class SingleEventAnswer extends PastEventAnswer {
  @ApiProperty({ type: 'string', nullable: true, description: 'Its place in the log. Null until it is dispatched.' })
  cursor: string | null;
}

export class EventPage {
  @ApiProperty({ type: [EventAnswer] }) items: EventAnswer[];
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'In `asc` never null: the next events are asked for with it. In `desc` null at the end of the list.',
  })
  next_cursor: string | null;
  @ApiPropertyOptional({ type: [Warning], description: 'Of `types`: patterns that no known event type matches.' })
  warnings?: Warning[];
}

export class HistoryPage {
  @ApiProperty({ type: [PastEventAnswer] }) items: PastEventAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}

export class EventTypeAnswer {
  @ApiProperty({ example: 'ticket.created' }) type: string;
  @ApiProperty({ example: 'ticket.created', description: 'The same as `type`.' }) name: string;
  @ApiProperty({ example: 'SUPPORT' }) category: string;
  @ApiProperty({
    type: 'integer',
    example: 65_535,
    description: 'The colour of the category in chat messages: 24 bits of red, green and blue.',
  })
  color: number;
  @ApiProperty() description: string;
  @ApiProperty({ type: Object, description: 'JSON Schema of `data`.' }) schema: object;
  @ApiProperty({ type: Object }) example: object;
}

export class EventTypePage {
  @ApiProperty({ type: [EventTypeAnswer] }) items: EventTypeAnswer[];
  @ApiProperty({ type: 'string', nullable: true, description: 'There is one page.' }) next_cursor: string | null;
}
