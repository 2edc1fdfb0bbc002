import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { Operation } from '../../common/http/operation.decorator.js';
import { HeavyRoute } from '../../common/rate-limit/heavy-route.js';
import { LargeRead } from '../../common/rate-limit/large-read.js';
import type { Actor } from '../../common/request-context.js';
import { listEventTypes } from '../../events/catalogue/event-types.js';
import { EventTypePage } from '../../events/events.answers.js';
import { EndpointStats } from '../deliveries/delivery-figures.answers.js';
import { DeliveryFiguresService } from '../deliveries/delivery-figures.service.js';
import { EndpointHistoryAnswer } from './endpoint-history.answers.js';
import { HistoryQuery } from './endpoint-history.dto.js';
import { EndpointHistoryService } from './endpoint-history.service.js';
import { EndpointTestsService } from './endpoint-tests.service.js';
import { ExplanationsService } from './explanations.service.js';
import { ExplainAnswer, PreviewAnswer, ProbeAnswer, RecentPreviewAnswer, TestAnswer } from './insight.answers.js';
import { PreviewDelivery, PreviewRecent, TestEndpoint } from './insight.dto.js';
import { PreviewsService } from './previews.service.js';
import { RecentPreviewsService } from './recent-previews.service.js';

const ID = new IdPipe('webhook');

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/webhooks')
export class InsightController {
  constructor(
    private readonly tests: EndpointTestsService,
    private readonly previews: PreviewsService,
    private readonly recent: RecentPreviewsService,
    private readonly explanations: ExplanationsService,
    private readonly figures: DeliveryFiguresService,
    private readonly history: EndpointHistoryService,
  ) {}

  @Get('events')
  @Operation('List the event types for webhooks', 'The same as `GET /api/event-types`.')
  @ApiOkResponse({ type: EventTypePage })
  eventTypes() {
    return listEventTypes();
  }

  @Post('preview')
  @Operation(
    'Preview a delivery',
    'The body and headers that an endpoint with these settings would get, without sending them. With `filter`, whether it matches and which values it saw.',
    {
      example: { type: 'ticket.created', payload_format: 'standard', filter: 'data.priority in ["high", "urgent"]' },
      problems: ['not_found', 'programs_busy'],
    },
  )
  @HttpCode(200)
  @ApiOkResponse({ type: PreviewAnswer })
  preview(@CurrentActor() actor: Actor, @Body() input: PreviewDelivery) {
    return this.previews.preview(actor, input);
  }

  @Post('preview/recent')
  @Operation(
    'Try a filter on recent events',
    'Which of the last events that the caller may see an endpoint with these settings would take, and what the filter saw of each.',
    { example: { events: ['ticket.*'], filter: 'data.priority in ["high", "urgent"]' }, problems: ['programs_busy'] },
  )
  @HttpCode(200)
  @LargeRead()
  @ApiOkResponse({ type: RecentPreviewAnswer })
  previewRecent(@CurrentActor() actor: Actor, @Body() input: PreviewRecent) {
    return this.recent.preview(actor, input);
  }

  @Post(':id/test')
  @Operation(
    'Send a test now',
    'Waits up to 10 s for the answer of the receiver. With `type`, sends the example of that event. Logged as a delivery.',
    { example: { type: 'webhook.test' }, problems: ['secret_unreadable', 'programs_busy'] },
  )
  @HttpCode(200)
  @ApiOkResponse({ type: TestAnswer })
  test(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() { type, event_type }: TestEndpoint) {
    return this.tests.test(actor, id, type ?? event_type);
  }

  @Post(':id/probe')
  @Operation(
    'Probe whether the receiver checks signatures',
    'Sends one badly signed test. A receiver that takes it takes requests from anyone who knows the URL.',
    { problems: ['secret_unreadable', 'programs_busy'] },
  )
  @HttpCode(200)
  @ApiOkResponse({ type: ProbeAnswer })
  probe(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return this.tests.probe(actor, id);
  }

  @Get(':id/stats')
  @Operation('Read the figures of a webhook', 'Deliveries by outcome, durations and the last 24 hours by hour.')
  @HeavyRoute()
  @ApiOkResponse({ type: EndpointStats })
  stats(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return this.figures.ofEndpoint(actor, id);
  }

  @Get(':id/stats/hours')
  @Operation(
    'Read the attempts of a webhook by hour',
    'Success, response times and classes of answers, tests included, from counters: each attempt counts, not each delivery.',
  )
  @ApiOkResponse({ type: EndpointHistoryAnswer })
  statsByHour(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Query() { range }: HistoryQuery) {
    return this.history.read(actor, id, range ?? '24h');
  }

  @Get(':id/explain/:eventId')
  @Operation(
    'Explain why a webhook did or did not get an event',
    'Rule by rule, by current settings and rights, with the values that the filter saw. The caller must be able to see both.',
    { problems: ['programs_busy'] },
  )
  @ApiOkResponse({ type: ExplainAnswer })
  explain(
    @CurrentActor() actor: Actor,
    @Param('id', ID) id: string,
    @Param('eventId', new IdPipe('event')) eventId: string,
  ) {
    return this.explanations.explain(actor, id, eventId);
  }
}
