import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TicketWatcher } from '../tickets/ticket-watcher.entity.js';
import { Ticket } from '../tickets/ticket.entity.js';
import { UserPreference } from '../users/user-preference.entity.js';
import { CommentErasure } from './comment-erasure.js';
import { Comment } from './comment.entity.js';
import { CommentsController } from './comments.controller.js';
import { CommentsService } from './comments.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Comment, Ticket, TicketWatcher, UserPreference])],
  controllers: [CommentsController],
  providers: [CommentErasure, CommentsService],
  exports: [CommentErasure],
})
export class CommentsModule {}
