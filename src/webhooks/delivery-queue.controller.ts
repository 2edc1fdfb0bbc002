import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
import { IsId, Omittable, SameAs } from '../common/field-rules.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { NeedsScope } from '../common/http/needs-scope.decorator.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { QueueFigures } from './delivery-figures.dto.js';
import { DeliveryFigures } from './delivery-figures.service.js';
import { DeliveryRetries } from './delivery-retries.service.js';

export class RetryFailed {
  @ApiPropertyOptional({ format: 'uuid', description: 'Left out: all of yours.' })
  @Omittable()
  @IsId()
  webhook_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The same as `webhook_id`.' })
  @Omittable()
  @IsId()
  @SameAs('webhook_id')
  webhookId?: string;
}

export class RetryFailedAnswer {
  @ApiProperty({ type: 'integer', description: 'How many are sent once more' }) retried: number;
}

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/webhooks/queue')
export class DeliveryQueueController {
  constructor(
    private readonly figures: DeliveryFigures,
    private readonly retries: DeliveryRetries,
  ) {}

  @Get('stats')
  @Operation('Count what waits and what failed', "Over the webhooks of the caller; an admin's over all.")
  @HeavyRoute()
  @ApiOkResponse({ type: QueueFigures })
  stats(@CurrentActor() actor: Actor) {
    return this.figures.ofQueue(actor);
  }

  @Post('retry-failed')
  @Operation(
    'Retry all failed deliveries',
    'Of one webhook or of all that the caller may change. Each keeps its `webhook-id`.',
    { example: {} },
  )
  @HttpCode(200)
  @ApiOkResponse({ type: RetryFailedAnswer })
  retryFailed(@CurrentActor() actor: Actor, @Body() input: RetryFailed): Promise<RetryFailedAnswer> {
    return this.retries.retryFailed(actor, input.webhook_id ?? input.webhookId);
  }
}
