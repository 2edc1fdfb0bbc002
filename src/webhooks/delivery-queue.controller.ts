import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsBoolean, Matches } from 'class-validator';
import { Operation } from '../common/http/operation.decorator.js';
import { IsId, IsMoment, Omittable, SameAs } from '../common/field-rules.js';
import { parseMoment } from '../common/times.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { NeedsScope } from '../common/http/needs-scope.decorator.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { QueueFigures } from './delivery-figures.dto.js';
import { DeliveryFigures } from './delivery-figures.service.js';
import { DeliveryRetries } from './delivery-retries.service.js';
import { EVENT_PATTERN } from './endpoint-field-rules.js';

const MAX_TYPES = 100;

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

  @ApiPropertyOptional({
    example: '24h',
    description: 'Queued at or after this: a time with its zone, or how long ago.',
  })
  @Omittable()
  @IsMoment()
  since?: string;

  @ApiPropertyOptional({ example: '0s', description: 'Queued at or before this; as `since`.' })
  @Omittable()
  @IsMoment()
  until?: string;

  @ApiPropertyOptional({
    type: [String],
    maxItems: MAX_TYPES,
    example: ['ticket.*', 'comment.created'],
    description: 'Names and groups of events. Left out: all.',
  })
  @Omittable()
  @IsArray({ message: 'must be a list of event names' })
  @ArrayNotEmpty({ message: 'must name an event; leave it out for all' })
  @ArrayMaxSize(MAX_TYPES, { message: `must have at most ${MAX_TYPES} names` })
  @Matches(EVENT_PATTERN, { each: true, message: 'must be names such as ticket.created, ticket.* or *' })
  types?: string[];

  @ApiPropertyOptional({ description: 'Only counts.' })
  @Omittable()
  @IsBoolean({ message: 'must be true or false' })
  dry_run?: boolean;
}

export class RetryFailedAnswer {
  @ApiProperty({ type: 'integer', description: 'How many are sent once more; with `dry_run`, how many would be.' })
  retried: number;
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
