import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsIP, Matches, ValidateIf } from 'class-validator';
import { CommaList, IsId, Omittable, Trimmed } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { QueryText, SingleLine } from '../common/text/text-fields.js';
import { MACHINE_STATUSES, type MachineStatus } from './machine.entity.js';

export class RegisterMachineDto {
  @ApiProperty({ minLength: 1, maxLength: 253, example: 'desk-17.acme.local' })
  @SingleLine({ max: 253 })
  @Matches(/^\S+$/, { message: 'must not contain whitespace' })
  hostname: string;

  @ApiProperty({ example: '10.0.4.17' })
  @Trimmed()
  @IsIP(undefined, { message: 'must be an IPv4 or IPv6 address' })
  ip_address: string;

  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Debian 13' })
  @SingleLine({ max: 200 })
  operating_system: string;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== null)
  @IsId()
  company_id?: string | null;
}

export class MachinesQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'One status, or several joined by commas.', example: 'pending' })
  @Omittable()
  @CommaList()
  @IsIn(MACHINE_STATUSES, { each: true, message: `must be of ${MACHINE_STATUSES.join(', ')}` })
  status?: MachineStatus[];

  @ApiPropertyOptional({ format: 'uuid', description: 'Id of the company.' })
  @Omittable()
  @IsId()
  company_id?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'A part of the hostname.' })
  @Omittable()
  @QueryText({ min: 0, max: 200 })
  q?: string;
}
