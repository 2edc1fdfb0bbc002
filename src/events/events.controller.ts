import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { LargeRead } from '../common/rate-limit/large-read.js';
import type { Actor } from '../common/request-context.js';
import { listEventTypes } from './catalogue/event-types.js';
import { EventPage, EventTypePage, PastEventAnswer } from './events.answers.js';
import { EventsQuery } from './events.dto.js';
import { EventsService } from './events.service.js';

@ApiTags('events')
@ApiBearerAuth()
@Controller('api')
export class EventsController {
  constructor(private readonly events: EventsService) {}

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
  @Operation('Read the event log', 'In commit order, what the caller may see. Go on with `next_cursor` as `after`.', {
    problems: ['cursor_expired'],
  })
  @LargeRead()
  @ApiOkResponse({ type: EventPage })
  list(@CurrentActor() actor: Actor, @Query() query: EventsQuery) {
    return this.events.list(actor, query);
  }

  @Get('events/:id')
  @Operation('Read one event', 'As it was recorded, while it is kept and the caller may see it.')
  @ApiOkResponse({ type: PastEventAnswer })
  get(@CurrentActor() actor: Actor, @Param('id', new IdPipe('event')) id: string) {
    return this.events.get(actor, id);
  }
}
