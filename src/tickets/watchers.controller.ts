import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import type { Actor } from '../common/request-context.js';
import { AddedWatcherAnswer, MuteAnswer, WatcherPage } from './tickets.answers.js';
import { AddWatcherDto } from './tickets.dto.js';
import { WatchersService } from './watchers.service.js';

const TICKET_ID = new IdPipe('ticket');
const USER_ID = new IdPipe('user');

@ApiTags('tickets')
@ApiBearerAuth()
@Controller('api/tickets/:id')
export class WatchersController {
  constructor(private readonly watchers: WatchersService) {}

  @Get('watchers')
  @Operation('List the watchers of a ticket', 'People who are notified of what happens on it.')
  @ApiOkResponse({ type: WatcherPage })
  list(@CurrentActor() actor: Actor, @Param('id', TICKET_ID) id: string): Promise<WatcherPage> {
    return this.watchers.list(actor, id);
  }

  @Post('watchers')
  @Operation(
    'Add a watcher',
    'Without `user_id`, adds the caller; only staff may add other people. A watcher sees the public part of the ticket.',
    { example: {} },
  )
  @ApiCreatedResponse({ type: AddedWatcherAnswer })
  add(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) id: string,
    @Body() body: AddWatcherDto,
  ): Promise<AddedWatcherAnswer> {
    return this.watchers.add(actor, id, body.user_id ?? actor.id);
  }

  @Delete('watchers/:user_id')
  @Operation('Remove a watcher', 'Staff remove anyone, others only themselves.')
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) id: string,
    @Param('user_id', USER_ID) userId: string,
  ): Promise<void> {
    await this.watchers.remove(actor, id, userId);
  }

  @Put('mute')
  @Operation('Mute a ticket', 'The caller is no longer notified of this ticket. The ticket stays visible.')
  @ApiOkResponse({ type: MuteAnswer })
  async mute(@CurrentActor() actor: Actor, @Param('id', TICKET_ID) id: string): Promise<MuteAnswer> {
    await this.watchers.mute(actor, id);
    return { ticket_id: id, muted: true };
  }

  @Delete('mute')
  @Operation('Unmute a ticket', 'The caller is notified of this ticket again.')
  @HttpCode(204)
  @ApiNoContentResponse()
  async unmute(@CurrentActor() actor: Actor, @Param('id', TICKET_ID) id: string): Promise<void> {
    await this.watchers.unmute(actor, id);
  }
}
