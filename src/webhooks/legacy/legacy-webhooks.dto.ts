import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, Max, Min } from 'class-validator';
import { Omittable, SameAs } from '../../common/field-rules.js';
import { IsSecret } from '../endpoints/endpoint-field-rules.js';
import { EndpointSettings } from '../endpoints/endpoints.dto.js';

const TOTAL = { message: 'must be a whole number from 1 to 20' };

/** Fields of XTSystems' clients, besides those of `/api/webhooks`. */
export class LegacySettings extends EndpointSettings {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 20, default: 3, description: 'Attempts in total.' })
  @Omittable()
  @IsInt(TOTAL)
  @Min(1, TOTAL)
  @Max(20, TOTAL)
  @SameAs('max_attempts')
  retry_count?: number;

  @ApiPropertyOptional({ description: 'The same as active.' })
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  @SameAs('active')
  is_active?: boolean;
}

export class CreateLegacyWebhook extends LegacySettings {
  @ApiProperty({ example: 'https://bot.example.com/hook' })
  @IsString({ message: 'must be a string' })
  url: string;

  @ApiPropertyOptional({ minLength: 8, maxLength: 200 })
  @Omittable()
  @IsSecret()
  secret?: string;
}

export class UpdateLegacyWebhook extends LegacySettings {
  @ApiPropertyOptional()
  @Omittable()
  @IsString({ message: 'must be a string' })
  url?: string;
}
