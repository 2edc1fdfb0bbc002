import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TicketWatcher } from '../tickets/ticket-watcher.entity.js';
import { Ticket } from '../tickets/ticket.entity.js';
import { Encounters } from '../users/encounters.js';
import { UserPreference } from '../users/user-preference.entity.js';
import { UsersModule } from '../users/users.module.js';
import { hasCommentedForViewer } from './comment-target.js';
import { CommentErasure } from './comment-erasure.js';
import { Comment } from './comment.entity.js';
import { CommentsController } from './comments.controller.js';
import { CommentsService } from './comments.service.js';

@Module({
  imports: [UsersModule, TypeOrmModule.forFeature([Comment, Ticket, TicketWatcher, UserPreference])],
  controllers: [CommentsController],
  providers: [CommentErasure, CommentsService],
  exports: [CommentErasure],
})
export class CommentsModule {
  constructor(encounters: Encounters) {
    encounters.register(hasCommentedForViewer);
  }
}
