import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Omittable } from '../../common/field-rules.js';
import type { SignatureFamily } from '../signing/signing.js';
import { IsSignatures } from './endpoint-field-rules.js';

export class SetPersonalWebhook {
  /** http(s), or a path of this application that begins with one `/`. Null or "" clears it; left out: unchanged. */
  @ApiPropertyOptional({ type: 'string', nullable: true, maxLength: 2048, example: 'https://example.com/hook' })
  @IsOptional()
  @IsString({ message: 'must be a URL, a path, or null' })
  webhook_url?: string | null;

  /** Generates a new secret; the old one signs beside it for 24 hours. */
  @ApiPropertyOptional()
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  rotate_secret?: boolean;

  @IsOptional()
  @IsSignatures()
  signatures?: SignatureFamily[] | null;
}
