import { ApiProperty } from '@nestjs/swagger';
import { TIME, UUID, VERSION } from '../common/http/answer-fields.js';

/** The documented shape of `companyView`; the compiler holds the two together. */
export class CompanyResponse {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ example: 'Acme' }) name: string;
  @ApiProperty(VERSION) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class CompanyPage {
  @ApiProperty({ type: [CompanyResponse] }) items: CompanyResponse[];
  @ApiProperty({ type: String, nullable: true }) next_cursor: string | null;
}
