import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Encounters } from '../users/encounters.js';
import { User } from '../users/user.entity.js';
import { UsersModule } from '../users/users.module.js';
import { isOnVisibleTicket } from './ticket-access.js';
import { TicketErasure } from './ticket-erasure.js';
import { RequesterMoves } from './requester-moves.js';
import { TicketMute } from './ticket-mute.entity.js';
import { TicketWatcher } from './ticket-watcher.entity.js';
import { Ticket } from './ticket.entity.js';
import { TicketsController } from './tickets.controller.js';
import { TicketsService } from './tickets.service.js';
import { WatchersController } from './watchers.controller.js';
import { WatchersService } from './watchers.service.js';

@Module({
  imports: [UsersModule, TypeOrmModule.forFeature([Ticket, TicketWatcher, TicketMute, User])],
  controllers: [TicketsController, WatchersController],
  providers: [TicketErasure, RequesterMoves, TicketsService, WatchersService],
  exports: [TicketErasure],
})
export class TicketsModule {
  constructor(encounters: Encounters) {
    encounters.register(isOnVisibleTicket);
  }
}
