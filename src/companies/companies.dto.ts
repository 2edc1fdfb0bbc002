import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { Omittable, Trimmed } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';

export class CreateCompany {
  @ApiProperty({ maxLength: 200 })
  @Trimmed()
  @IsString({ message: 'must be a text' })
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(200, { message: 'must have at most 200 characters' })
  name: string;
}

export class UpdateCompany {
  @ApiPropertyOptional({ maxLength: 200 })
  @Omittable()
  @Trimmed()
  @IsString({ message: 'must be a text' })
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(200, { message: 'must have at most 200 characters' })
  name?: string;
}

export class CompanyQuery extends PageQuery {
  /** A part of the name. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString({ message: 'must be a text' })
  @MaxLength(200, { message: 'must have at most 200 characters' })
  q?: string;
}

export class CompanyResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ format: 'date-time' })
  updated_at: string;
}

export class CompanyPage {
  @ApiProperty({ type: [CompanyResponse] })
  items: CompanyResponse[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor: string | null;
}
