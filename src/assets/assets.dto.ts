import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length, MaxLength, ValidateIf } from 'class-validator';
import { CommaList, IsId, Omittable, Trimmed } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';

const NAME = { minLength: 1, maxLength: 200 };
const NAME_MESSAGE = { message: 'must be a string of 1 to 200 characters' };
const TYPE = { minLength: 1, maxLength: 100, example: 'server' };
const TYPE_MESSAGE = { message: 'must be a string of 1 to 100 characters' };
const STATUS = { minLength: 1, maxLength: 50, description: 'Any word; a new asset is `active`.', example: 'active' };
const STATUS_MESSAGE = { message: 'must be a string of 1 to 50 characters' };
const MOST_DESCRIPTION = 10_000;

/** What creation and change have in common. */
class AssetFields {
  @ApiPropertyOptional({ maxLength: MOST_DESCRIPTION })
  @Omittable()
  @MaxLength(MOST_DESCRIPTION, { message: `must have at most ${MOST_DESCRIPTION} characters` })
  @IsString({ message: 'must be a string' })
  description?: string;

  @ApiPropertyOptional(STATUS)
  @Omittable()
  @Trimmed()
  @Length(1, 50, STATUS_MESSAGE)
  status?: string;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== null)
  @IsId()
  company_id?: string | null;
}

export class CreateAssetDto extends AssetFields {
  @ApiProperty(NAME)
  @Trimmed()
  @Length(1, 200, NAME_MESSAGE)
  name: string;

  @ApiProperty(TYPE)
  @Trimmed()
  @Length(1, 100, TYPE_MESSAGE)
  asset_type: string;
}

export class UpdateAssetDto extends AssetFields {
  @ApiPropertyOptional(NAME)
  @Omittable()
  @Trimmed()
  @Length(1, 200, NAME_MESSAGE)
  name?: string;

  @ApiPropertyOptional(TYPE)
  @Omittable()
  @Trimmed()
  @Length(1, 100, TYPE_MESSAGE)
  asset_type?: string;
}

export class AssetsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'One status, or several joined by commas.', example: 'active,retired' })
  @Omittable()
  @CommaList()
  @Length(1, 50, { each: true, message: 'must be statuses of 1 to 50 characters' })
  status?: string[];

  @ApiPropertyOptional({ maxLength: 100 })
  @Omittable()
  @Trimmed()
  @Length(1, 100, { message: 'must be one type of 1 to 100 characters' })
  asset_type?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @Omittable()
  @IsId()
  company_id?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'A part of name or description.' })
  @Omittable()
  @Trimmed()
  @MaxLength(200, { message: 'must be one text of at most 200 characters' })
  q?: string;
}
