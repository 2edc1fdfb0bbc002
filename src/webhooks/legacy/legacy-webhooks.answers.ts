import { ApiProperty } from '@nestjs/swagger';
import { DeliveryAnswer } from '../deliveries/deliveries.answers.js';
import { EndpointAnswer } from '../endpoints/endpoints.answers.js';

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
