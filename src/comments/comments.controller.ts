import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { IfMatch, VersionTag } from '../common/http/versions.js';
import { PageQuery } from '../common/paging.js';
import { CountedWrite } from '../common/rate-limit/counted-write.js';
import { LargeRead } from '../common/rate-limit/large-read.js';
import type { Actor } from '../common/request-context.js';
import { commentView } from './comment.entity.js';
import { CommentAnswer, CommentPage } from './comments.answers.js';
import { CreateCommentDto, UpdateCommentDto } from './comments.dto.js';
import { CommentsService } from './comments.service.js';

const TICKET_ID = new IdPipe('ticket');
const COMMENT_ID = new IdPipe('comment');

@Area('comments', 'Threads on tickets, with internal notes for staff.')
@ApiBearerAuth()
@UseInterceptors(VersionTag)
@Controller('api')
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  @Post('tickets/:id/comments')
  @Operation(
    'Write a comment',
    '`internal` notes are for staff. On a closed ticket only staff may write; a requester who comments on a pending or resolved ticket reopens it.',
    { example: { content: 'Have you tried water?' }, problems: ['ticket_closed', 'newer_comments', 'loop_detected'] },
  )
  @CountedWrite()
  @ApiCreatedResponse({ type: CommentAnswer })
  async create(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) ticketId: string,
    @Body() input: CreateCommentDto,
  ): Promise<CommentAnswer> {
    return commentView(await this.comments.create(actor, ticketId, input));
  }

  @Get('tickets/:id/comments')
  @Operation(
    'List the comments of a ticket',
    'Oldest first. A deleted comment that has replies is listed as a tombstone.',
  )
  @LargeRead()
  @ApiOkResponse({ type: CommentPage })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) ticketId: string,
    @Query() page: PageQuery,
  ): Promise<CommentPage> {
    return this.comments.list(actor, ticketId, page);
  }

  @Patch('comments/:id')
  @Operation(
    'Change a comment',
    'The author or staff change the content; staff also make it internal or public. With `If-Match` the change is made only if the version is still that one.',
    { example: { content: 'Have you tried more water?' }, problems: ['loop_detected'] },
  )
  @ApiOkResponse({ type: CommentAnswer })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', COMMENT_ID) id: string,
    @Body() input: UpdateCommentDto,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<CommentAnswer> {
    return commentView(await this.comments.update(actor, id, { input, ifMatch }));
  }

  @Delete('comments/:id')
  @Operation(
    'Delete a comment',
    'The author, or staff. Replies stay. With `If-Match` the change is made only if the version is still that one.',
    { problems: ['loop_detected'] },
  )
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', COMMENT_ID) id: string,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<void> {
    await this.comments.remove(actor, id, ifMatch);
  }
}
