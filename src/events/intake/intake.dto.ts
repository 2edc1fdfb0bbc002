import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { IsDuration, IsId, Omittable, SameAs } from '../../common/field-rules.js';
import { NestedInput } from '../../common/http/input-fields.js';
import { CATEGORIES, type Category } from '../catalogue/event-definition.js';
import { EventEmbed, EventNotice } from './event-embed.js';

export const MAX_EVENTS = 500;
const MAX_WAIT_MS = 30_000;
const EVENT_NAME = /^[a-z][a-z0-9_]{0,60}(\.[a-z0-9_]{1,60}){1,5}$/;
const NAME = { message: 'must be a name such as project.created' };
const TEXT = { message: 'must be a string' };
const UP_TO_200 = { message: 'must have at most 200 characters' };
const CATEGORY_NAMES = Object.keys(CATEGORIES);

/** Three fields have alternative spellings that some senders use. */
export class IncomingEvent {
  @ApiPropertyOptional({ example: 'project.created', description: 'Needed, by this name or by another spelling.' })
  @ValidateIf((event: IncomingEvent, type: unknown) => type !== undefined || typeOf(event) === undefined)
  @IsDefined({ message: 'must be given' })
  @Matches(EVENT_NAME, NAME)
  type?: string;

  @ApiPropertyOptional({ description: 'The same as `type`.' })
  @Omittable()
  @IsString(TEXT)
  @Matches(EVENT_NAME, NAME)
  @SameAs('type')
  event_type?: string;

  @ApiPropertyOptional({ description: 'The same as `type`.' })
  @Omittable()
  @IsString(TEXT)
  @Matches(EVENT_NAME, NAME)
  @SameAs('type')
  @SameAs('event_type')
  eventType?: string;

  @ApiProperty({ type: Object, example: { id: 'p-1', name: 'Apollo' } })
  @IsObject({ message: 'must be an object' })
  data: Record<string, unknown>;

  /** The person it concerns: that person's endpoints get it. */
  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @IsOptional()
  @IsId()
  user_id?: string | null;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true, description: 'The same as `user_id`.' })
  @IsOptional()
  @IsId()
  @SameAs('user_id')
  userId?: string | null;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @IsOptional()
  @IsId()
  company_id?: string | null;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true, description: 'The same as `company_id`.' })
  @IsOptional()
  @IsId()
  @SameAs('company_id')
  companyId?: string | null;

  @ApiPropertyOptional({ maxLength: 200, description: 'Or the header Idempotency-Key.' })
  @Omittable()
  @IsString(TEXT)
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(200, UP_TO_200)
  idempotency_key?: string;

  /** Events with the same key reach an endpoint in order. Left out: `data.id`. */
  @ApiPropertyOptional({ maxLength: 200 })
  @Omittable()
  @IsString(TEXT)
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(200, UP_TO_200)
  ordering_key?: string;

  @ApiPropertyOptional({ enum: CATEGORY_NAMES })
  @Omittable()
  @IsIn(CATEGORY_NAMES, { message: `must be one of ${CATEGORY_NAMES.join(', ')}` })
  category?: Category;

  /** For chats: replaces the text that they would make from `data`. */
  @ApiPropertyOptional({ type: EventEmbed })
  @Omittable()
  @IsObject({ message: 'must be an object' })
  @NestedInput(() => EventEmbed)
  embed?: EventEmbed;

  /** With `user_id`: also puts a notification of type `event` into that person's inbox. */
  @ApiPropertyOptional({ type: EventNotice })
  @Omittable()
  @IsObject({ message: 'must be an object' })
  @NestedInput(() => EventNotice)
  notify?: EventNotice;
}

/** By any of its spellings. */
export function typeOf({ type, event_type, eventType }: Partial<IncomingEvent>): string | undefined {
  return type ?? event_type ?? eventType;
}

export class IncomingEvents {
  @ApiProperty({ type: [IncomingEvent], minItems: 1, maxItems: MAX_EVENTS })
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'must not be empty' })
  @NestedInput(() => IncomingEvent, MAX_EVENTS)
  events: IncomingEvent[];
}

export class IntakeQuery {
  @ApiPropertyOptional({
    example: '5s',
    description: 'Answers after the first attempts, or after this time: up to 30s.',
  })
  @Omittable()
  @IsDuration(MAX_WAIT_MS, 'must be a time of up to 30s, such as 5s or 500ms')
  wait?: string;
}
