import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsObject, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsId, Omittable } from '../../common/field-rules.js';
import { CATEGORIES, type Category } from '../catalogue/event-definition.js';

const EVENT_NAME = /^[a-z][a-z0-9_]{0,60}(\.[a-z0-9_]{1,60}){1,5}$/;
const NAME = { message: 'must be a name such as project.created' };
const TEXT = { message: 'must be a text' };
const UP_TO_200 = { message: 'must have at most 200 characters' };
const CATEGORY_NAMES = Object.keys(CATEGORIES);

/** Three fields have an older spelling, which some senders use. */
export class IncomingEvent {
  @ApiPropertyOptional({ example: 'project.created', description: 'Or eventType; one of them is needed.' })
  @Omittable()
  @IsString(TEXT)
  @Matches(EVENT_NAME, NAME)
  type?: string;

  @ApiPropertyOptional()
  @Omittable()
  @IsString(TEXT)
  @Matches(EVENT_NAME, NAME)
  eventType?: string;

  @ApiProperty({ type: Object, example: { id: 'p-1', name: 'Apollo' } })
  @IsObject({ message: 'must be an object' })
  data: Record<string, unknown>;

  /** Whom it concerns: his endpoints get it. */
  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @IsOptional()
  @IsId()
  user_id?: string | null;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @IsOptional()
  @IsId()
  userId?: string | null;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @IsOptional()
  @IsId()
  company_id?: string | null;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @IsOptional()
  @IsId()
  companyId?: string | null;

  @ApiPropertyOptional({ maxLength: 200, description: 'Or the header Idempotency-Key.' })
  @Omittable()
  @IsString(TEXT)
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(200, UP_TO_200)
  idempotency_key?: string;

  /** Events with the same one reach an endpoint in their order. Left out: `data.id`. */
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
}

export class TakenEventAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
}
