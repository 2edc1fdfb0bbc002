import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IsDuration, IsId, Omittable } from '../../common/field-rules.js';
import { PageQuery } from '../../common/paging.js';
import { MultiLine, SingleLine } from '../../common/text/text-fields.js';
import { CATEGORIES } from '../../events/catalogue/event-definition.js';
import { PAYLOAD_FORMATS, type PayloadFormat } from '../formats/formats.js';
import { JSON_STYLES, type JsonStyle } from '../formats/json-style.js';
import type { SignatureFamily } from '../signing/signing.js';
import { EVENT_PATTERN, IsHeaders, IsSchedule, IsSecret, IsSignatures } from './endpoint-field-rules.js';
import { OWNER_TYPES, type OwnerType } from './webhook-endpoint.entity.js';

const MAX_OVERLAP_MS = 30 * 86_400_000;
const TEXT = { message: 'must be a string' };
const LIST = { message: 'must be a list' };
const FLAG = { message: 'must be true or false' };
const CATEGORY_NAMES = Object.keys(CATEGORIES);
const oneOf = (values: readonly string[]) => ({ message: `must be one of ${values.join(', ')}` });
const within = (min: number, max: number) => ({ message: `must be a whole number from ${min} to ${max}` });

/** Settings for creation and change. Null: the server's own setting applies. */
export class EndpointSettings {
  @ApiPropertyOptional({ maxLength: 100, description: "Unique per owner. Left out: the URL's host." })
  @Omittable()
  @SingleLine({ max: 100 })
  name?: string;

  @ApiPropertyOptional({ maxLength: 2000 })
  @Omittable()
  @MultiLine({ min: 0, max: 2_000 })
  description?: string;

  @ApiPropertyOptional({ type: [String], example: ['ticket.*', 'comment.created'] })
  @Omittable()
  @IsArray(LIST)
  @ArrayMaxSize(200, { message: 'must have at most 200 entries' })
  @Matches(EVENT_PATTERN, { each: true, message: 'must be names such as ticket.created, ticket.* or *' })
  events?: string[];

  @ApiPropertyOptional({ enum: CATEGORY_NAMES, isArray: true })
  @Omittable()
  @IsArray(LIST)
  @IsIn(CATEGORY_NAMES, { each: true, message: `must be of ${CATEGORY_NAMES.join(', ')}` })
  categories?: string[];

  @ApiPropertyOptional({ type: 'string', nullable: true, example: 'data.priority in ["high","urgent"]' })
  @IsOptional()
  @IsString(TEXT)
  @Length(1, 2_000, { message: 'must have 1 to 2000 characters' })
  filter?: string | null;

  @ApiPropertyOptional({ description: 'False: events are held until it is true again.' })
  @Omittable()
  @IsBoolean(FLAG)
  active?: boolean;

  @ApiPropertyOptional({ enum: PAYLOAD_FORMATS })
  @Omittable()
  @IsIn(PAYLOAD_FORMATS, oneOf(PAYLOAD_FORMATS))
  payload_format?: PayloadFormat;

  @ApiPropertyOptional({ type: 'string', nullable: true, maxLength: 20_000, description: 'Liquid.' })
  @IsOptional()
  @IsString(TEXT)
  @Length(1, 20_000, { message: 'must have 1 to 20000 characters' })
  template?: string | null;

  @ApiPropertyOptional({ enum: JSON_STYLES })
  @Omittable()
  @IsIn(JSON_STYLES, oneOf(JSON_STYLES))
  json_style?: JsonStyle;

  @IsOptional()
  @IsSignatures()
  signatures?: SignatureFamily[] | null;

  /** Replaces all headers: missing ones are removed. A value of `••••` keeps the stored one. */
  @Omittable()
  @IsHeaders()
  headers?: Record<string, string>;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 20, nullable: true })
  @IsOptional()
  @IsInt(within(1, 20))
  @Min(1, within(1, 20))
  @Max(20, within(1, 20))
  max_attempts?: number | null;

  @IsOptional()
  @IsSchedule()
  retry_schedule?: (number | string)[] | null;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 60, nullable: true })
  @IsOptional()
  @IsInt(within(1, 60))
  @Min(1, within(1, 60))
  @Max(60, within(1, 60))
  timeout_seconds?: number | null;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, nullable: true, description: 'Requests per second.' })
  @IsOptional()
  @IsInt(within(1, 1_000_000))
  @Min(1, within(1, 1_000_000))
  @Max(1_000_000, within(1, 1_000_000))
  rate_limit?: number | null;

  @ApiPropertyOptional({ description: 'Settable by staff only.' })
  @Omittable()
  @IsBoolean(FLAG)
  include_internal?: boolean;
}

export class CreateEndpoint extends EndpointSettings {
  @ApiProperty({ example: 'https://example.com/hook' })
  @IsString(TEXT)
  url: string;

  /** Left out: the widest that the caller may own; or what `user_id` or `company_id` implies. */
  @ApiPropertyOptional({ enum: OWNER_TYPES })
  @Omittable()
  @IsIn(OWNER_TYPES, oneOf(OWNER_TYPES))
  owner_type?: OwnerType;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @IsOptional()
  @IsId()
  user_id?: string | null;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @IsOptional()
  @IsId()
  company_id?: string | null;

  /** Left out: one is generated. */
  @ApiPropertyOptional({ minLength: 8, maxLength: 200 })
  @Omittable()
  @IsSecret()
  secret?: string;
}

export class UpdateEndpoint extends EndpointSettings {
  @ApiPropertyOptional({ example: 'https://example.com/hook' })
  @Omittable()
  @IsString(TEXT)
  url?: string;
}

export class RegenerateSecret {
  @ApiPropertyOptional({ default: '24h', description: 'How long the old one signs too: 0s to 30d.' })
  @Omittable()
  @IsDuration(MAX_OVERLAP_MS, 'must be a duration such as 24h, at most 30d')
  overlap?: string;

  /** Left out: one is generated. */
  @ApiPropertyOptional({ minLength: 8, maxLength: 200 })
  @Omittable()
  @IsSecret()
  secret?: string;
}

export class EnableEndpoint {
  @ApiPropertyOptional({ description: 'Forgets what was held instead of sending it.' })
  @Omittable()
  @IsBoolean(FLAG)
  drop_held?: boolean;
}

export class EndpointQuery extends PageQuery {
  @ApiPropertyOptional({ enum: OWNER_TYPES, description: 'Webhooks of this kind of owner.' })
  @IsOptional()
  @IsIn(OWNER_TYPES, oneOf(OWNER_TYPES))
  owner_type?: OwnerType;
}
