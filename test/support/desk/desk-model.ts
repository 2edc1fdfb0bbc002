import type { Json } from '../sockets/socket.js';

export interface Channels {
  readonly inbox: boolean;
  readonly socket: boolean;
  readonly webhook: boolean;
}

export interface ModelPerson {
  readonly id: string;
  readonly name: string;
  readonly role: 'admin' | 'agent' | 'manager' | 'user';
  readonly companyId: string | null;
  isActive: boolean;
  /** By notification type; all are open where nothing is chosen. */
  channels: Record<string, Channels>;
}

export interface ModelTicket {
  readonly requesterId: string;
  readonly assigneeId: string | null;
  readonly companyId: string | null;
  readonly watcherIds: readonly string[];
}

export interface ModelComment {
  readonly id: string;
  readonly ticketId: string;
  readonly authorId: string;
  isInternal: boolean;
}

export interface ModelFile {
  readonly id: string;
  readonly ticketId: string;
  readonly commentId: string | null;
}

/** A row of the log with what the model must remember of the moment in which it was written. */
export interface ModelEvent {
  readonly position: number;
  readonly type: string;
  readonly id: string;
  readonly ticketId: string;
  readonly actorId: string;
  /** Staff only, everyone but staff, all; or those who lost sight of the ticket by this write. */
  readonly scope: 'all' | 'staff' | 'public' | 'lost';
  readonly data: Json;
  readonly changes: Json;
  readonly before: Moment;
  readonly after: ModelTicket | undefined;
}

/** A ticket before a write. */
export interface Moment {
  readonly ticket: ModelTicket | undefined;
  /** Who saw it: deletions are judged by them. */
  readonly readers: ReadonlySet<string>;
}

/**
 * The rules of sight, written down once more and apart from the policies of the code: who sees which ticket, comment, file
 * and event, given the desk as it is now.
 */
export class DeskModel {
  readonly events: ModelEvent[] = [];
  readonly ticketIds: string[] = [];
  readonly comments: ModelComment[] = [];
  /** Those that are there. */
  files: ModelFile[] = [];
  /** Who has muted which ticket: `<ticket> <person>`. */
  readonly mutes = new Set<string>();
  private readonly tickets = new Map<string, ModelTicket>();
  /** The last readers of deleted tickets. */
  private readonly lastReaders = new Map<string, ReadonlySet<string>>();

  constructor(readonly people: readonly ModelPerson[]) {}

  ticket(id: string): ModelTicket | undefined {
    return this.tickets.get(id);
  }

  comment(id: unknown): ModelComment | undefined {
    return this.comments.find((comment) => comment.id === id);
  }

  moment(ticketId: string): Moment {
    return { ticket: this.tickets.get(ticketId), readers: this.readers(ticketId) };
  }

  /** As an admin reads it; null: it is gone. */
  setTicket(id: string, ticket: Json, watchers: Json): void {
    if (ticket === null) {
      const last = this.readers(id);
      if (this.tickets.delete(id)) this.lastReaders.set(id, last);
      return;
    }
    if (!this.tickets.has(id)) this.ticketIds.push(id);
    this.tickets.set(id, {
      requesterId: ticket.requester_id,
      assigneeId: ticket.assignee_id,
      companyId: ticket.company_id,
      watcherIds: watchers.items.map(({ user_id }: { user_id: string }) => user_id),
    });
  }

  setComment(comment: Json): void {
    const known = this.comment(comment.id);
    if (known !== undefined) known.isInternal = comment.internal;
    else {
      const { id, ticket_id: ticketId, author_id: authorId, internal: isInternal } = comment;
      this.comments.push({ id, ticketId, authorId, isInternal });
    }
  }

  /** Ids of those who see the ticket now, or saw it last. */
  readers(ticketId: string): ReadonlySet<string> {
    const ticket = this.tickets.get(ticketId);
    if (ticket === undefined) return this.lastReaders.get(ticketId) ?? new Set();
    return new Set(this.people.filter((person) => seesTicket(person, ticket)).map(({ id }) => id));
  }

  mayReadTicket(person: ModelPerson, ticketId: string): boolean {
    return this.tickets.has(ticketId) && this.readers(ticketId).has(person.id);
  }

  mayReadComment(person: ModelPerson, comment: ModelComment): boolean {
    return this.mayReadTicket(person, comment.ticketId) && (!comment.isInternal || isStaff(person));
  }

  mayReadFile(person: ModelPerson, file: ModelFile): boolean {
    const comment = this.comment(file.commentId);
    return comment === undefined ? this.mayReadTicket(person, file.ticketId) : this.mayReadComment(person, comment);
  }

  /** Whether a push or a line of the log is for this person at this moment. */
  maySeeEvent(person: ModelPerson, event: ModelEvent): boolean {
    if (event.type.startsWith('user.')) return this.seesPerson(person, event.id);
    const sees = this.readers(event.ticketId).has(person.id);
    if (event.scope === 'lost') return this.lost(person, event) && !sees;
    if (event.scope === 'public' && isStaff(person)) return false;
    if (event.scope === 'staff' && !isStaff(person)) return false;
    if (event.type === 'ticket.deleted') return event.before.readers.has(person.id);
    if (event.type === 'comment.deleted') return sees;
    const comment = this.comment(event.type.startsWith('attachment.') ? event.data.comment_id : event.id);
    return sees && (comment === undefined || !comment.isInternal || isStaff(person));
  }

  /** This write ended a reason to see the ticket: being its requester, a watcher, or its company's manager. */
  private lost(person: ModelPerson, { before, after }: ModelEvent): boolean {
    const had = groundsOf(person, before.ticket);
    const has = groundsOf(person, after);
    return had.some((ground) => !has.includes(ground));
  }

  private seesPerson(person: ModelPerson, id: string): boolean {
    const about = this.people.find((candidate) => candidate.id === id);
    return isStaff(person) || person.id === id || isManagerOf(person, about?.companyId ?? null);
  }
}

export function isStaff({ role }: ModelPerson): boolean {
  return role === 'admin' || role === 'agent';
}

function seesTicket(person: ModelPerson, ticket: ModelTicket): boolean {
  return isStaff(person) || groundsOf(person, ticket).length > 0;
}

function groundsOf(person: ModelPerson, ticket: ModelTicket | undefined): string[] {
  if (ticket === undefined) return [];
  const grounds = {
    requester: person.id === ticket.requesterId,
    watcher: ticket.watcherIds.includes(person.id),
    [`manager of ${ticket.companyId}`]: isManagerOf(person, ticket.companyId),
  };
  return Object.keys(grounds).filter((ground) => grounds[ground]);
}

function isManagerOf({ role, companyId }: ModelPerson, company: string | null): boolean {
  return role === 'manager' && companyId !== null && companyId === company;
}
