import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { Operation } from '../../common/http/operation.decorator.js';
import { HeavyRoute } from '../../common/rate-limit/heavy-route.js';
import type { Actor } from '../../common/request-context.js';
import { parseMoment } from '../../common/times.js';
import { QueueFigures, RetryFailedAnswer } from './delivery-figures.answers.js';
import { DeliveryFiguresService } from './delivery-figures.service.js';
import { RetryFailed } from './delivery-queue.dto.js';
import { DeliveryRetriesService } from './delivery-retries.service.js';

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/webhooks/queue')
export class DeliveryQueueController {
  constructor(
    private readonly figures: DeliveryFiguresService,
    private readonly retries: DeliveryRetriesService,
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
    'Of one webhook or of all that the caller may change, by time and type. Each keeps its `webhook-id`. `dry_run` only counts.',
    { example: { since: '24h', types: ['ticket.*'], dry_run: true } },
  )
  @HttpCode(200)
  @ApiOkResponse({ type: RetryFailedAnswer })
  retryFailed(@CurrentActor() actor: Actor, @Body() input: RetryFailed): Promise<RetryFailedAnswer> {
    const now = new Date();
    return this.retries.retryFailed(actor, {
      webhookId: input.webhook_id ?? input.webhookId,
      since: parseMoment(input.since, now),
      until: parseMoment(input.until, now),
      types: input.types,
      isDryRun: input.dry_run === true,
    });
  }
}
