import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { CommaList, IsId, Omittable } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { MultiLine, QueryText, SingleLine } from '../common/text/text-fields.js';

const NAME = { minLength: 1, maxLength: 200 };
const TYPE = { minLength: 1, maxLength: 100, example: 'server' };
const STATUS = { minLength: 1, maxLength: 50, description: 'Any word; a new asset is `active`.', example: 'active' };
const MAX_DESCRIPTION = 10_000;

/** The fields that creation and change share. */
class AssetFields {
  @ApiPropertyOptional({ maxLength: MAX_DESCRIPTION })
  @Omittable()
  @MultiLine({ min: 0, max: MAX_DESCRIPTION })
  description?: string;

  @ApiPropertyOptional(STATUS)
  @Omittable()
  @SingleLine({ max: 50 })
  status?: string;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== null)
  @IsId()
  company_id?: string | null;
}

export class CreateAssetDto extends AssetFields {
  @ApiProperty(NAME)
  @SingleLine({ max: 200 })
  name: string;

  @ApiProperty(TYPE)
  @SingleLine({ max: 100 })
  asset_type: string;
}

export class UpdateAssetDto extends AssetFields {
  @ApiPropertyOptional(NAME)
  @Omittable()
  @SingleLine({ max: 200 })
  name?: string;

  @ApiPropertyOptional(TYPE)
  @Omittable()
  @SingleLine({ max: 100 })
  asset_type?: string;
}

export class AssetsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'One status, or several joined by commas.', example: 'active,retired' })
  @Omittable()
  @CommaList()
  @QueryText({ max: 50, each: true })
  status?: string[];

  @ApiPropertyOptional({ maxLength: 100, description: 'Assets of this type.' })
  @Omittable()
  @QueryText({ max: 100 })
  asset_type?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Id of the company.' })
  @Omittable()
  @IsId()
  company_id?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'A part of name or description.' })
  @Omittable()
  @QueryText({ min: 0, max: 200 })
  q?: string;
}
