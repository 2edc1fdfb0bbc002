import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Omittable } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { QueryText, SingleLine } from '../common/text/text-fields.js';

export class CreateCompany {
  @ApiProperty({ maxLength: 200 })
  @SingleLine({ max: 200 })
  name: string;
}

export class UpdateCompany {
  @ApiPropertyOptional({ maxLength: 200 })
  @Omittable()
  @SingleLine({ max: 200 })
  name?: string;
}

export class CompanyQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'A part of the name.' })
  @IsOptional()
  @QueryText({ min: 0, max: 200 })
  q?: string;
}
