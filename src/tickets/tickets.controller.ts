import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
import type { FastifyReply } from 'fastify';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { versionTag } from '../common/http/if-match.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { CountedWrite } from '../common/rate-limit/counted-write.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import { LargeRead } from '../common/rate-limit/large-read.js';
import type { Actor } from '../common/request-context.js';
import { ticketView, type Ticket } from './ticket.entity.js';
import { TicketAnswer, TicketPage } from './tickets.answers.js';
import { CreateTicketDto, TicketsQuery, UpdateTicketDto } from './tickets.dto.js';
import { TicketsService } from './tickets.service.js';

const IF_MATCH = { name: 'If-Match', required: false, description: 'The version that the change starts from.' };
const TICKET_ID = new IdPipe('ticket');

@ApiTags('tickets')
@ApiBearerAuth()
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
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateTicketDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TicketAnswer> {
    return answer(reply, await this.tickets.create(actor, body));
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
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TicketAnswer> {
    return answer(reply, await this.tickets.get(actor, id));
  }

  @Patch(':id')
  @Operation(
    'Change a ticket',
    'With `If-Match` the change is made only if the version is still that one. Requesters change title, description, tags and the status (`open`, `closed`); staff change everything.',
    { example: { title: 'The printer is still on fire', status: 'open' }, problems: ['loop_detected'] },
  )
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: TicketAnswer })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) id: string,
    @Body() input: UpdateTicketDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TicketAnswer> {
    return answer(reply, await this.tickets.update(actor, id, { input, ifMatch }));
  }

  @Delete(':id')
  @Operation(
    'Delete a ticket',
    'For admins. Comments and attachments go with it. With `If-Match` the change is made only if the version is still that one.',
    { problems: ['loop_detected'] },
  )
  @HttpCode(204)
  @ApiHeader(IF_MATCH)
  @ApiNoContentResponse()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.tickets.remove(actor, id, ifMatch);
  }
}

function answer(reply: FastifyReply, ticket: Ticket): TicketAnswer {
  void reply.header('etag', versionTag(ticket.version));
  return ticketView(ticket);
}
