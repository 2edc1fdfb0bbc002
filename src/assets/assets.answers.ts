import { ApiProperty } from '@nestjs/swagger';
import { OTHER_UUID, TIME, UUID, VERSION } from '../common/http/answer-fields.js';

/** The documented shape of `assetView`; the compiler holds the two together. */
export class AssetAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ example: 'Mail server' }) name: string;
  @ApiProperty({ example: 'server' }) asset_type: string;
  @ApiProperty({ example: 'In the cellar.' }) description: string;
  @ApiProperty({ example: 'active' }) status: string;
  @ApiProperty({ ...OTHER_UUID, nullable: true }) company_id: string | null;
  @ApiProperty(VERSION) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class AssetPage {
  @ApiProperty({ type: [AssetAnswer] }) items: AssetAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
