import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { HeavyRoute } from '../../common/rate-limit/heavy-route.js';
import type { Actor } from '../../common/request-context.js';
import { listEventTypes } from '../../events/catalogue/event-types.js';
import { EventTypePage } from '../../events/events.answers.js';
import { EndpointStats } from '../delivery-figures.dto.js';
import { DeliveryFigures } from '../delivery-figures.service.js';
import { EndpointTests } from './endpoint-tests.service.js';
import { Explanations } from './explanations.service.js';
import { ExplainAnswer, PreviewAnswer, PreviewDelivery, ProbeAnswer, TestAnswer, TestEndpoint } from './insight.dto.js';
import { Previews } from './previews.service.js';

const ID = new IdPipe('webhook');

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/webhooks')
export class InsightController {
  constructor(
    private readonly tests: EndpointTests,
    private readonly previews: Previews,
    private readonly explanations: Explanations,
    private readonly figures: DeliveryFigures,
  ) {}

  @Get('events')
  @ApiOperation({ summary: 'The catalogue, as GET /api/event-types gives it' })
  @ApiOkResponse({ type: EventTypePage })
  eventTypes() {
    return listEventTypes();
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What would be sent, without sending it' })
  @ApiOkResponse({ type: PreviewAnswer })
  preview(@CurrentActor() actor: Actor, @Body() input: PreviewDelivery) {
    return this.previews.preview(actor, input);
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends a test now, and waits for its answer' })
  @ApiOkResponse({ type: TestAnswer })
  test(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() { type, event_type }: TestEndpoint) {
    return this.tests.test(actor, id, type ?? event_type);
  }

  @Post(':id/probe')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends one badly signed test: does the receiver check signatures?' })
  @ApiOkResponse({ type: ProbeAnswer })
  probe(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return this.tests.probe(actor, id);
  }

  @Get(':id/stats')
  @HeavyRoute()
  @ApiOkResponse({ type: EndpointStats })
  stats(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return this.figures.ofEndpoint(actor, id);
  }

  @Get(':id/explain/:eventId')
  @ApiOperation({ summary: 'Why it did or did not get this event, rule by rule' })
  @ApiOkResponse({ type: ExplainAnswer })
  explain(
    @CurrentActor() actor: Actor,
    @Param('id', ID) id: string,
    @Param('eventId', new IdPipe('event')) eventId: string,
  ) {
    return this.explanations.explain(actor, id, eventId);
  }
}
