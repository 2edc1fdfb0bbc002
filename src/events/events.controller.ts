import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { LargeRead } from '../common/rate-limit/large-read.js';
import type { Actor } from '../common/request-context.js';
import { listEventTypes } from './catalogue/event-types.js';
import { EventPage, EventTypePage, SingleEventAnswer } from './events.answers.js';
import { EventsQuery } from './events.dto.js';
import { EventsService } from './events.service.js';
import { NewestEventsService } from './newest-events.service.js';
import { EventTraces } from './trace/event-traces.js';
import { EventTraceAnswer } from './trace/trace.answers.js';

@Area('events', 'The log of everything that happened, and events of other services.')
@ApiBearerAuth()
@Controller('api')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly newest: NewestEventsService,
    private readonly traces: EventTraces,
  ) {}

  @Get('event-types')
  @Operation(
    'List the event types',
    'The catalogue: name, category, description, JSON Schema of `data`, and an example.',
  )
  @ApiOkResponse({ type: EventTypePage })
  eventTypes() {
    return listEventTypes();
  }

  @Get('events')
  @Operation(
    'Read the event log',
    'What the caller may see. In commit order: go on with `next_cursor` as `after`. With `order=desc` newest first and filtered: go on with `next_cursor` as `before`; a page may be short, or empty, while `next_cursor` is not null, since one request looks through a bounded part of the log.',
    { problems: ['cursor_expired'] },
  )
  @LargeRead()
  @ApiOkResponse({ type: EventPage })
  list(@CurrentActor() actor: Actor, @Query() query: EventsQuery) {
    return query.order === 'desc' ? this.newest.list(actor, query) : this.events.list(actor, query);
  }

  @Get('events/:id')
  @Operation('Read one event', 'As it was recorded, while it is kept and the caller may see it.')
  @ApiOkResponse({ type: SingleEventAnswer })
  get(@CurrentActor() actor: Actor, @Param('id', new IdPipe('event')) id: string) {
    return this.events.get(actor, id);
  }

  @Get('events/:id/trace')
  @Operation(
    'Trace an event',
    'Everything that one event led to: rooms, people, webhooks, and why not. Admins see all of it, others themselves and their webhooks. Lists at most 200 people and 200 webhooks; those who were not notified and webhooks without a delivery are worked out by current rules. For an event that concerns everyone, people who were not notified are not listed, except the actor and the caller.',
  )
  @LargeRead()
  @ApiOkResponse({ type: EventTraceAnswer })
  trace(@CurrentActor() actor: Actor, @Param('id', new IdPipe('event')) id: string) {
    return this.traces.trace(actor, id);
  }
}
