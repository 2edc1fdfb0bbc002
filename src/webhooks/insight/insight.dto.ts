import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsId, Omittable, SameAs } from '../../common/field-rules.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../delivery-states.js';
import { JSON_STYLES, type JsonStyle } from '../formats/json-style.js';
import { PAYLOAD_FORMATS, type PayloadFormat } from '../webhook-endpoint.entity.js';

const TEXT = { message: 'must be a text' };
const EVENT_NAME = /^[a-z][a-z0-9_]{0,60}(\.[a-z0-9_]{1,60}){1,5}$/;
const NAME_MESSAGE = { message: 'must be the name of an event, such as ticket.created' };
/** Any JSON value. */
const ANY_JSON = { type: 'object', additionalProperties: true, nullable: true } as const;
const MAYBE_TEXT = { type: 'string', nullable: true } as const;

/** An event by its name, in either spelling. */
class NamedEvent {
  @ApiPropertyOptional({ default: 'webhook.test', description: 'The example of this event.' })
  @Omittable()
  @IsString(TEXT)
  @Matches(EVENT_NAME, NAME_MESSAGE)
  type?: string;

  @ApiPropertyOptional({ description: 'The same as `type`.' })
  @Omittable()
  @IsString(TEXT)
  @Matches(EVENT_NAME, NAME_MESSAGE)
  @SameAs('type')
  event_type?: string;
}

export class TestEndpoint extends NamedEvent {}

export class PreviewDelivery extends NamedEvent {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'One that happened, and that you may see. Else the example of `type`.',
  })
  @Omittable()
  @IsId()
  event_id?: string;

  @ApiProperty({ enum: PAYLOAD_FORMATS })
  @IsIn(PAYLOAD_FORMATS, { message: `must be one of ${PAYLOAD_FORMATS.join(', ')}` })
  payload_format: PayloadFormat;

  @ApiPropertyOptional({ ...MAYBE_TEXT, maxLength: 20_000 })
  @IsOptional()
  @IsString(TEXT)
  @Length(1, 20_000, { message: 'must have 1 to 20000 characters' })
  template?: string | null;

  @ApiPropertyOptional({ ...MAYBE_TEXT, maxLength: 2_000 })
  @IsOptional()
  @IsString(TEXT)
  @Length(1, 2_000, { message: 'must have 1 to 2000 characters' })
  filter?: string | null;

  @ApiPropertyOptional({ enum: JSON_STYLES })
  @Omittable()
  @IsIn(JSON_STYLES, { message: `must be one of ${JSON_STYLES.join(', ')}` })
  json_style?: JsonStyle;
}

export class TestAnswer {
  @ApiProperty() success: boolean;
  @ApiProperty({ type: 'integer', nullable: true, description: 'What the receiver answered; null: nothing.' })
  status: number | null;
  @ApiProperty({ type: 'integer' }) duration_ms: number;
  @ApiPropertyOptional() error?: string;
  @ApiProperty({ format: 'uuid', description: 'It is logged among the deliveries.' }) delivery_id: string;
}

export class ProbeAnswer {
  @ApiProperty({ type: 'boolean', nullable: true, description: 'Null: it could not be told.' })
  checks_signatures: boolean | null;
  @ApiProperty({ type: 'integer', nullable: true }) status: number | null;
  @ApiProperty({ type: 'integer' }) duration_ms: number;
  @ApiProperty() verdict: string;
}

export class SeenValueAnswer {
  @ApiProperty({ example: 'data.priority' }) path: string;
  @ApiProperty({ description: 'False: the event has no such field.' }) found: boolean;
  @ApiProperty({ ...ANY_JSON, example: 'low', description: 'Null when not found.' }) value: unknown;
  @ApiProperty({ description: 'True: the value is longer; this is the beginning of its JSON text, 500 characters.' })
  truncated: boolean;
}

export class PreviewAnswer {
  @ApiProperty() matches: boolean;
  @ApiPropertyOptional({ description: 'Why the filter gave no answer.' }) fault?: string;
  @ApiPropertyOptional({ type: [SeenValueAnswer], description: 'What the filter saw of the event, up to 50 values.' })
  values?: SeenValueAnswer[];
  @ApiProperty({ description: 'Exactly what would be sent.' }) body: string;
  @ApiProperty({ type: Object }) headers: Record<string, string>;
}

export class RuleAnswer {
  @ApiProperty() rule: string;
  @ApiProperty() holds: boolean;
  @ApiProperty() reason: string;
  @ApiPropertyOptional({
    type: [SeenValueAnswer],
    description: 'Of the rule filter: what it saw of the event, up to 50 values.',
  })
  values?: SeenValueAnswer[];
}

export class ExplainedDelivery {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: DELIVERY_STATUSES }) status: DeliveryStatus;
}

export class ExplainAnswer {
  @ApiProperty({ format: 'uuid' }) webhook_id: string;
  @ApiProperty({ format: 'uuid' }) event_id: string;
  @ApiProperty({ description: "The event's name.", example: 'ticket.updated' }) type: string;
  @ApiProperty({ description: 'The same as `type`.' }) event_type: string;
  @ApiProperty({ description: 'By the settings and rights of now.' }) matches: boolean;
  @ApiProperty({ type: [RuleAnswer] }) rules: RuleAnswer[];
  @ApiProperty({ type: [ExplainedDelivery], description: 'What really became of it.' }) deliveries: ExplainedDelivery[];
}
