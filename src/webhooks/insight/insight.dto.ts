import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsId, Omittable, SameAs } from '../../common/field-rules.js';
import { CATEGORIES } from '../../events/catalogue/event-definition.js';
import { EVENT_PATTERN, IsSignatures } from '../endpoints/endpoint-field-rules.js';
import { PAYLOAD_FORMATS, type PayloadFormat } from '../formats/formats.js';
import { JSON_STYLES, type JsonStyle } from '../formats/json-style.js';
import type { SignatureFamily } from '../signing/signing.js';

const TEXT = { message: 'must be a string' };
const EVENT_NAME = /^[a-z][a-z0-9_]{0,60}(\.[a-z0-9_]{1,60}){1,5}$/;
const NAME_MESSAGE = { message: 'must be the name of an event, such as ticket.created' };
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

  @IsOptional()
  @IsSignatures()
  signatures?: SignatureFamily[] | null;
}

/** Number of recent events to try a filter on. */
export const MAX_RECENT = 50;
const LIMIT = { message: `must be a whole number from 1 to ${MAX_RECENT}` };
export const CATEGORY_NAMES = Object.keys(CATEGORIES);

export class PreviewRecent {
  @ApiPropertyOptional({ type: [String], example: ['ticket.*'], description: 'Empty or left out: all.' })
  @Omittable()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(200, { message: 'must have at most 200 entries' })
  @Matches(EVENT_PATTERN, { each: true, message: 'must be names such as ticket.created, ticket.* or *' })
  events?: string[];

  @ApiPropertyOptional({ enum: CATEGORY_NAMES, isArray: true, description: 'Empty or left out: all.' })
  @Omittable()
  @IsArray({ message: 'must be a list' })
  @IsIn(CATEGORY_NAMES, { each: true, message: `must be of ${CATEGORY_NAMES.join(', ')}` })
  categories?: string[];

  @ApiPropertyOptional({ ...MAYBE_TEXT, maxLength: 2_000, description: 'Left out: all of these events match.' })
  @IsOptional()
  @IsString({ message: 'must be a string' })
  @Length(1, 2_000, { message: 'must have 1 to 2000 characters' })
  filter?: string | null;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_RECENT, default: MAX_RECENT })
  @Omittable()
  @IsInt(LIMIT)
  @Min(1, LIMIT)
  @Max(MAX_RECENT, LIMIT)
  limit?: number;
}
