import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { LargeRead } from '../common/rate-limit/large-read.js';
import type { Actor } from '../common/request-context.js';
import { listEventTypes } from './catalogue/event-types.js';
import { EventPage, EventTypePage } from './events.answers.js';
import { EventsQuery } from './events.dto.js';
import { EventsService } from './events.service.js';

@ApiTags('events')
@ApiBearerAuth()
@Controller('api')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get('event-types')
  @ApiOperation({ summary: 'The catalogue: name, category, description, JSON Schema of `data`, example' })
  @ApiOkResponse({ type: EventTypePage })
  eventTypes() {
    return listEventTypes();
  }

  @Get('events')
  @LargeRead()
  @ApiOperation({ summary: 'The log, in commit order, of what the caller may see' })
  @ApiOkResponse({ type: EventPage })
  list(@CurrentActor() actor: Actor, @Query() query: EventsQuery) {
    return this.events.list(actor, query);
  }
}
