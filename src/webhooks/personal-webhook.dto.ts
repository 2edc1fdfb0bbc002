import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Omittable } from '../common/field-rules.js';

export class SetPersonalWebhook {
  /** http(s), or a path of this application that begins with one `/`. Null or "" clears it; left out: stays as it is. */
  @ApiPropertyOptional({ type: 'string', nullable: true, maxLength: 2048, example: 'https://example.com/hook' })
  @IsOptional()
  @IsString({ message: 'must be a URL, a path, or null' })
  webhook_url?: string | null;

  /** Makes a new secret; the old one signs beside it for 24 hours. */
  @ApiPropertyOptional()
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  rotate_secret?: boolean;
}

const MAYBE_TIME = { type: 'string', format: 'date-time', nullable: true } as const;

/** All null, and not active, when there is none. */
export class PersonalWebhookAnswer {
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'For GET /api/webhooks/{id}/deliveries.',
  })
  id: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  webhook_url: string | null;

  @ApiPropertyOptional({ description: 'Shown once: when it was made or rotated.' })
  secret?: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'whsec_••••aSw=' })
  secret_preview: string | null;

  @ApiProperty({
    ...MAYBE_TIME,
    description: 'Until then the secret before this one signs too, after a rotation. Null: only the current one signs.',
  })
  previous_secret_expires_at: string | null;

  @ApiProperty({ description: 'False: disabled, events are held. The next PUT enables it.' })
  active: boolean;

  @ApiProperty({ type: 'string', nullable: true })
  disabled_reason: string | null;

  @ApiProperty(MAYBE_TIME)
  last_success_at: string | null;

  @ApiProperty(MAYBE_TIME)
  created_at: string | null;

  @ApiProperty(MAYBE_TIME)
  updated_at: string | null;
}
