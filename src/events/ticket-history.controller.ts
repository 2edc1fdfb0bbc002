import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { PageQuery } from '../common/paging.js';
import type { Actor } from '../common/request-context.js';
import { HistoryPage } from './events.answers.js';
import { TicketHistoryService } from './ticket-history.service.js';

@ApiTags('tickets')
@ApiBearerAuth()
@Controller('api/tickets')
export class TicketHistoryController {
  constructor(private readonly history: TicketHistoryService) {}

  @Get(':id/history')
  @Operation(
    'Read the history of a ticket',
    'What happened to the ticket and what hangs on it, newest first, as far as the caller may see it.',
  )
  @ApiOkResponse({ type: HistoryPage })
  list(@CurrentActor() actor: Actor, @Param('id', new IdPipe('ticket')) id: string, @Query() query: PageQuery) {
    return this.history.list(actor, id, query);
  }
}
