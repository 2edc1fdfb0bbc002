import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import type { Actor } from '../common/request-context.js';
import { listEventTypes } from './catalogue/event-types.js';
import { EventsQuery } from './events.dto.js';
import { EventsService } from './events.service.js';

@ApiTags('events')
@ApiBearerAuth()
@Controller('api')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get('event-types')
  @ApiOperation({ summary: 'The catalogue: name, category, description, JSON Schema of `data`, example' })
  @ApiOkResponse({ description: '`{items:[{name,category,description,schema,example}], next_cursor:null}`' })
  eventTypes() {
    return listEventTypes();
  }

  @Get('events')
  @ApiOperation({ summary: 'The log, in commit order, of what the caller may see' })
  @ApiOkResponse({ description: '`{items, next_cursor}`; `next_cursor` is never null' })
  list(@CurrentActor() actor: Actor, @Query() query: EventsQuery) {
    return this.events.list(actor, query);
  }
}
