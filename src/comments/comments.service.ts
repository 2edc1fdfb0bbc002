import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../common/errors.js';
import { requireVersion } from '../common/http/versions.js';
import { decodeIdCursor } from '../common/id-cursor.js';
import { toPage, type PageQuery } from '../common/paging.js';
import { brokenConstraint } from '../common/postgres-errors.js';
import type { Actor } from '../common/request-context.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { findLocked } from '../database/entity-queries.js';
import { SingleInsert } from '../database/single-insert.js';
import { requireVisibleTicket } from '../tickets/ticket-access.js';
import { setTicketStatus } from '../tickets/ticket-changes.js';
import { lockTicket } from '../tickets/ticket-lock.js';
import { TicketWatcher } from '../tickets/ticket-watcher.entity.js';
import type { TicketStatus } from '../tickets/ticket.entity.js';
import { listComments, listNewerComments } from './comment-list.js';
import { loadCommentTarget, type CommentPlace, type CommentTarget } from './comment-target.js';
import { Comment, commentView } from './comment.entity.js';
import type { CommentAnswer, CommentPage, ListedComment } from './comments.answers.js';
import type { CreateCommentDto, UpdateCommentDto } from './comments.dto.js';
import {
  commentVisibility,
  mayCommentOnClosed,
  mayDeleteComment,
  mayEditComment,
  maySetInternal,
} from './comments.policy.js';

const REOPENED_BY_REQUESTER: readonly TicketStatus[] = ['pending', 'resolved'];

/** 409: only staff still comment on a closed ticket. */
export class TicketClosed extends Conflict {
  constructor() {
    super('ticket_closed', 'The ticket is closed. Reopen it (status: open) before you comment on it.');
  }
}

/** 409: the caller wrote without knowing the comments in `newer`, oldest first, at most 50. */
export class NewerComments extends Conflict {
  constructor(newer: readonly CommentAnswer[]) {
    super('newer_comments', 'There are newer comments than the last one you named. Read them, then send yours again.', {
      newer,
    });
  }
}

@Injectable()
export class CommentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inserts: SingleInsert,
  ) {}

  /**
   * Writes a comment; the ticket's row is locked only when the ticket itself may change.
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
      if (!touchesTicket) return await this.inserts.save(comment);
      return await this.createUnderLock(actor, { comment, place, target });
    } catch (error) {
      // The ticket was deleted meanwhile.
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
      requireVersion(comment, ifMatch);
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
      requireVersion(comment, ifMatch);
      await manager.save(Object.assign(comment, { content: '', deletedAt: new Date() }));
    });
  }

  /**
   * The lock makes an expectation hold: an insert in progress on the same ticket holds a share lock on the row (its
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
      // Checks before it writes, so that two first comments at the same time do no harm.
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
  const comment = await findLocked(manager, Comment, id);
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
