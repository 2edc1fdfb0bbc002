import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, Max, Min } from 'class-validator';
import { Omittable, SameAs } from '../../common/field-rules.js';
import { DeliveryAnswer } from '../deliveries.dto.js';
import { EndpointAnswer } from '../endpoints.answers.js';
import { EndpointSettings } from '../endpoints.dto.js';
import { IsSecret } from '../endpoint-field-rules.js';

const TOTAL = { message: 'must be a whole number from 1 to 20' };

/** What XTSystems' clients send beside the fields of `/api/webhooks`. */
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
  @IsString({ message: 'must be a text' })
  url: string;

  @ApiPropertyOptional({ minLength: 8, maxLength: 200 })
  @Omittable()
  @IsSecret()
  secret?: string;
}

export class UpdateLegacyWebhook extends LegacySettings {
  @ApiPropertyOptional()
  @Omittable()
  @IsString({ message: 'must be a text' })
  url?: string;
}

export class LegacyWebhookAnswer extends EndpointAnswer {
  @ApiProperty({ type: 'integer', description: 'Attempts in total.' }) retry_count: number;
  @ApiProperty() is_active: boolean;
}

export class LegacyDeliveryAnswer extends DeliveryAnswer {
  @ApiProperty({ format: 'uuid' }) webhook_id: string;
  @ApiProperty({ type: Object, nullable: true }) payload: unknown;
}

export class LegacyRemovalAnswer {
  @ApiProperty({ example: 'Webhook deleted successfully' }) message: string;
}

export class LegacyTestAnswer {
  @ApiProperty({ description: 'Whether the receiver answered 2xx' }) success: boolean;
  @ApiProperty({ example: 'Test webhook sent' }) message: string;
}
