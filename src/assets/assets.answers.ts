import { ApiProperty } from '@nestjs/swagger';

const UUID = { type: 'string', format: 'uuid' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;

/** The documented shape of `assetView`; the compiler holds the two together. */
export class AssetAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ example: 'server' }) asset_type: string;
  @ApiProperty() description: string;
  @ApiProperty({ example: 'active' }) status: string;
  @ApiProperty({ ...UUID, nullable: true }) company_id: string | null;
  @ApiProperty({ type: 'integer', description: 'Also the ETag.' }) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class AssetPage {
  @ApiProperty({ type: [AssetAnswer] }) items: AssetAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
