import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Forbidden, InvalidInput, NotFound } from '../common/errors.js';
import { requireVersion } from '../common/http/if-match.js';
import { decodeIdCursor } from '../common/id-cursor.js';
import { toPage, type PageQuery } from '../common/paging.js';
import { brokenConstraint } from '../common/postgres-errors.js';
import type { Actor } from '../common/request-context.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { requireVisibleTicket } from '../tickets/ticket-access.js';
import { setTicketStatus } from '../tickets/ticket-changes.js';
import { lockTicket } from '../tickets/ticket-lock.js';
import { TicketWatcher } from '../tickets/ticket-watcher.entity.js';
import type { TicketStatus } from '../tickets/ticket.entity.js';
import { NewerComments, TicketClosed } from './comment-errors.js';
import { listComments, listNewerComments } from './comment-list.js';
import { loadCommentTarget, type CommentPlace, type CommentTarget } from './comment-target.js';
import { Comment, commentView } from './comment.entity.js';
import type { CommentPage, ListedComment } from './comments.answers.js';
import type { CreateCommentDto, UpdateCommentDto } from './comments.dto.js';
import {
  commentVisibility,
  mayCommentOnClosed,
  mayDeleteComment,
  mayEditComment,
  maySetInternal,
} from './comments.policy.js';

const REOPENED_BY_REQUESTER: readonly TicketStatus[] = ['pending', 'resolved'];

@Injectable()
export class CommentsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Writes a comment; the ticket's own row is locked only when something about the ticket is at stake.
   *
   * @throws NotFound, Forbidden, InvalidInput, TicketClosed, NewerComments
   */
  async create(actor: Actor, ticketId: string, input: CreateCommentDto): Promise<Comment> {
    const place: CommentPlace = {
      ticketId,
      parentId: input.parent_id ?? null,
      internal: input.internal ?? false,
      expectedLastId: input.expected_last_comment_id,
    };
    const target = await loadCommentTarget(this.dataSource.manager, actor, place);
    if (input.internal === true && !maySetInternal(actor))
      throw new Forbidden('Only staff may write internal comments.');
    if (target.status === 'closed' && !mayCommentOnClosed(actor)) throw new TicketClosed();
    const comment = Object.assign(new Comment(), {
      ticketId,
      authorId: actor.id,
      authorName: actor.name,
      companyId: target.ticket.companyId,
      parentId: place.parentId,
      content: input.content,
      internal: place.internal,
      deletedAt: null,
    });
    const touchesTicket =
      place.expectedLastId !== undefined || target.startsWatching || reopens(actor, { ...target, ...place });
    try {
      if (!touchesTicket) return await this.dataSource.manager.save(comment);
      return await this.createUnderLock(actor, { comment, place, target });
    } catch (error) {
      // The ticket was deleted since it was looked at.
      if (brokenConstraint(error) === 'comments_ticket_fk') throw new NotFound('ticket');
      throw error;
    }
  }

  /** @throws NotFound */
  async list(viewer: Viewer, ticketId: string, page: PageQuery): Promise<CommentPage> {
    const { manager } = this.dataSource;
    const afterId = page.cursor === undefined ? undefined : decodeIdCursor(page.cursor);
    await requireVisibleTicket(manager, viewer, ticketId);
    const rows = await listComments(manager, viewer, { ticketId, afterId, count: page.limit + 1 });
    return toPage(rows, page.limit, { item: listedComment, key: (comment) => [comment.id] });
  }

  /** @throws NotFound, Forbidden, StaleVersion, InvalidInput */
  async update(actor: Actor, id: string, change: { input: UpdateCommentDto; ifMatch?: string }): Promise<Comment> {
    const { input, ifMatch } = change;
    return this.dataSource.transaction(async (manager) => {
      const comment = await lockVisibleComment(manager, actor, id);
      if (!mayEditComment(actor, comment)) throw new Forbidden('You may edit only your own comments.');
      if (input.internal !== undefined && !maySetInternal(actor)) throw new Forbidden('Only staff may set internal.');
      requireVersion(comment.version, ifMatch);
      const internal = input.internal ?? comment.internal;
      if (comment.internal && !internal) await refusePublicBelowInternal(manager, comment);
      const content = input.content ?? comment.content;
      if (content === comment.content && internal === comment.internal) return comment;
      return manager.save(Object.assign(comment, { content, internal }));
    });
  }

  /**
   * Leaves a tombstone without content, so that replies keep their place.
   *
   * @throws NotFound, Forbidden, StaleVersion
   */
  async remove(actor: Actor, id: string, ifMatch?: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const comment = await lockVisibleComment(manager, actor, id);
      if (!mayDeleteComment(actor, comment)) throw new Forbidden('You may delete only your own comments.');
      requireVersion(comment.version, ifMatch);
      await manager.save(Object.assign(comment, { content: '', deletedAt: new Date() }));
    });
  }

  /**
   * The lock makes an expectation hold: an insert that is under way on the same ticket holds a share of the row (its
   * foreign key), so it is either finished and seen here, or waits for this one.
   */
  private createUnderLock(
    actor: Actor,
    { comment, place, target }: { comment: Comment; place: CommentPlace; target: CommentTarget },
  ): Promise<Comment> {
    const { ticketId } = place;
    return this.dataSource.transaction(async (manager) => {
      const ticket = await lockTicket(manager, ticketId);
      if (ticket.status === 'closed' && !mayCommentOnClosed(actor)) throw new TicketClosed();
      if (place.expectedLastId !== undefined) {
        const newer = await listNewerComments(manager, actor, { ticketId, lastId: place.expectedLastId });
        if (newer.length > 0) throw new NewerComments(newer.map(commentView));
      }
      const saved = await manager.save(comment);
      if (reopens(actor, { ticket: target.ticket, status: ticket.status, internal: place.internal })) {
        setTicketStatus(ticket, 'open');
        await manager.save(ticket);
      }
      // Looks the row up before it writes, so that a second first comment at the same time does no harm.
      if (target.startsWatching) {
        await manager.save(
          Object.assign(new TicketWatcher(), { ticketId, userId: actor.id, byRole: actor.role !== 'user' }),
        );
      }
      return saved;
    });
  }
}

function reopens(
  actor: Actor,
  { ticket, status, internal }: Pick<CommentTarget, 'ticket' | 'status'> & { internal: boolean },
): boolean {
  return !internal && actor.id === ticket.requesterId && REOPENED_BY_REQUESTER.includes(status);
}

async function lockVisibleComment(manager: EntityManager, actor: Actor, id: string): Promise<Comment> {
  const comment = await manager.findOne(Comment, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (comment === null || comment.deletedAt !== null) throw new NotFound('comment');
  const ticket = await requireVisibleTicket(manager, actor, comment.ticketId).catch((error: unknown) => {
    throw error instanceof NotFound ? new NotFound('comment') : error;
  });
  if (!maySee(actor, commentVisibility(ticket, comment))) throw new NotFound('comment');
  return comment;
}

async function refusePublicBelowInternal(manager: EntityManager, comment: Comment): Promise<void> {
  if (comment.parentId === null) return;
  const parent = await manager.findOneBy(Comment, { id: comment.parentId });
  if (parent?.internal !== true) return;
  throw new InvalidInput([{ field: 'internal', message: 'must stay true: it replies to an internal comment' }]);
}

function listedComment(comment: Comment): ListedComment {
  return comment.deletedAt === null ? commentView(comment) : { ...commentView(comment), content: '', deleted: true };
}
