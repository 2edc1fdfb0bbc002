import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { IfMatch, VersionTag } from '../common/http/versions.js';
import { CountedWrite } from '../common/rate-limit/counted-write.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import { LargeRead } from '../common/rate-limit/large-read.js';
import type { Actor } from '../common/request-context.js';
import { ticketView } from './ticket.entity.js';
import { TicketAnswer, TicketPage } from './tickets.answers.js';
import { CreateTicketDto, TicketsQuery, UpdateTicketDto } from './tickets.dto.js';
import { TicketsService } from './tickets.service.js';

const TICKET_ID = new IdPipe('ticket');

@Area('tickets', 'Tickets, their watchers and their history.')
@ApiBearerAuth()
@UseInterceptors(VersionTag)
@Controller('api/tickets')
export class TicketsController {
  constructor(private readonly tickets: TicketsService) {}

  @Post()
  @Operation('Create a ticket', 'The caller becomes its requester. Staff may name another requester and an assignee.', {
    example: { title: 'The printer is on fire', description: 'Third floor, beside the stairs.', tags: ['printer'] },
    problems: ['loop_detected'],
  })
  @CountedWrite()
  @ApiCreatedResponse({ type: TicketAnswer })
  async create(@CurrentActor() actor: Actor, @Body() body: CreateTicketDto): Promise<TicketAnswer> {
    return ticketView(await this.tickets.create(actor, body));
  }

  @Get()
  @Operation('List tickets', 'Newest first: what the caller may see. Filters are combined by AND.')
  @LargeRead()
  @HeavyRoute('with q')
  @ApiOkResponse({ type: TicketPage })
  list(@CurrentActor() actor: Actor, @Query() query: TicketsQuery): Promise<TicketPage> {
    return this.tickets.list(actor, query);
  }

  @Get(':id')
  @Operation('Read a ticket', 'The answer carries the version as `ETag`.')
  @ApiOkResponse({ type: TicketAnswer })
  async get(@CurrentActor() actor: Actor, @Param('id', TICKET_ID) id: string): Promise<TicketAnswer> {
    return ticketView(await this.tickets.get(actor, id));
  }

  @Patch(':id')
  @Operation(
    'Change a ticket',
    'With `If-Match` the change is made only if the version is still that one. Requesters change title, description, tags and the status (`open`, `closed`); staff change everything.',
    { example: { title: 'The printer is still on fire', status: 'open' }, problems: ['loop_detected'] },
  )
  @ApiOkResponse({ type: TicketAnswer })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) id: string,
    @Body() input: UpdateTicketDto,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<TicketAnswer> {
    return ticketView(await this.tickets.update(actor, id, { input, ifMatch }));
  }

  @Delete(':id')
  @Operation(
    'Delete a ticket',
    'For admins. Comments and attachments go with it. With `If-Match` the change is made only if the version is still that one.',
    { problems: ['loop_detected'] },
  )
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) id: string,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<void> {
    await this.tickets.remove(actor, id, ifMatch);
  }
}
