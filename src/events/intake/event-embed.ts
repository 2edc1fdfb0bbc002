import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsBoolean, IsInt, IsString, IsUrl, Max, MaxLength, Min } from 'class-validator';
import { Omittable } from '../../common/field-rules.js';
import { NestedInput } from '../../common/http/input-fields.js';
import { MultiLine } from '../../common/text/text-fields.js';

const TEXT = { message: 'must be a string' };
const MAX_CHARACTERS = 10_000;
const TOO_LONG = { message: `must have at most ${MAX_CHARACTERS} characters` };
const MAX_FIELDS = 100;
const COLOR = { message: 'must be a whole number from 0 to 16777215' };

export class EventEmbedField {
  @ApiProperty()
  @IsString(TEXT)
  @MaxLength(MAX_CHARACTERS, TOO_LONG)
  name: string;

  @ApiProperty()
  @IsString(TEXT)
  @MaxLength(MAX_CHARACTERS, TOO_LONG)
  value: string;

  @ApiPropertyOptional()
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  inline?: boolean;
}

/** The text of the event in chats. Parts too long for a service are cut when it is sent. */
export class EventEmbed {
  @ApiPropertyOptional()
  @Omittable()
  @IsString(TEXT)
  @MaxLength(MAX_CHARACTERS, TOO_LONG)
  title?: string;

  @ApiPropertyOptional()
  @Omittable()
  @IsString(TEXT)
  @MaxLength(MAX_CHARACTERS, TOO_LONG)
  description?: string;

  /** 24 bits of red, green and blue. Left out: the colour of the category. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 0xffffff })
  @Omittable()
  @IsInt(COLOR)
  @Min(0, COLOR)
  @Max(0xffffff, COLOR)
  color?: number;

  @ApiPropertyOptional({ type: [EventEmbedField], maxItems: MAX_FIELDS })
  @Omittable()
  @IsArray({ message: 'must be a list' })
  @NestedInput(() => EventEmbedField, MAX_FIELDS)
  fields?: EventEmbedField[];

  @ApiPropertyOptional()
  @Omittable()
  @IsString(TEXT)
  @MaxLength(MAX_CHARACTERS, TOO_LONG)
  footer?: string;

  @ApiPropertyOptional({ format: 'uri' })
  @Omittable()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'must be an http or https URL' },
  )
  @MaxLength(2_048, { message: 'must have at most 2048 characters' })
  url?: string;
}

export class EventNotice {
  @ApiProperty({ maxLength: 500, description: 'What the person reads in the inbox.' })
  @MultiLine({ max: 500 })
  message: string;
}
