import type { Json } from './socket.js';

export interface ModelPerson {
  readonly id: string;
  readonly name: string;
  readonly role: 'admin' | 'agent' | 'manager' | 'user';
  readonly companyId: string | null;
}

interface ModelTicket {
  requesterId: string;
  companyId: string | null;
  watcherIds: string[];
}

/** A row of the log with what the model must remember of the moment in which it was written. */
export interface ModelEvent {
  readonly position: number;
  readonly type: string;
  readonly id: string;
  readonly ticketId: string;
  /** Staff only, everyone but staff, all; or those who lost sight of the ticket by this write. */
  readonly scope: 'all' | 'staff' | 'public' | 'lost';
  /** Who saw the ticket before the write: deletions are judged by them. */
  readonly readersBefore: ReadonlySet<string>;
}

/**
 * The rules of sight, written down once more and apart from the policies of the code: who sees which ticket, comment and
 * event, given the desk as it is now.
 */
export class DeskModel {
  readonly events: ModelEvent[] = [];
  readonly ticketIds: string[] = [];
  readonly comments: { id: string; ticketId: string; authorId: string; isInternal: boolean }[] = [];
  private readonly tickets = new Map<string, ModelTicket>();
  /** Of tickets that are gone: whoever saw them last. */
  private readonly lastReaders = new Map<string, ReadonlySet<string>>();

  constructor(private readonly people: readonly ModelPerson[]) {}

  exists(ticketId: string): boolean {
    return this.tickets.has(ticketId);
  }

  /** As an admin reads it; null: it is gone. */
  setTicket(id: string, ticket: Json, watchers: Json): void {
    if (ticket === null) {
      const last = this.readers(id);
      if (this.tickets.delete(id)) this.lastReaders.set(id, last);
      return;
    }
    if (!this.tickets.has(id)) this.ticketIds.push(id);
    const watcherIds = watchers.items.map(({ user_id }: { user_id: string }) => user_id);
    this.tickets.set(id, { requesterId: ticket.requester_id, companyId: ticket.company_id, watcherIds });
  }

  setComment(comment: Json): void {
    const known = this.comments.find(({ id }) => id === comment.id);
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

  mayReadComment(person: ModelPerson, comment: { ticketId: string; isInternal: boolean }): boolean {
    return this.readers(comment.ticketId).has(person.id) && (!comment.isInternal || isStaff(person));
  }

  /** Whether a push or a line of the log is for this person at this moment. */
  maySeeEvent(person: ModelPerson, event: ModelEvent): boolean {
    const sees = this.readers(event.ticketId).has(person.id);
    if (event.scope === 'lost') return event.readersBefore.has(person.id) && !sees;
    if (event.scope === 'public' && isStaff(person)) return false;
    if (event.scope === 'staff' && !isStaff(person)) return false;
    if (event.type === 'ticket.deleted') return event.readersBefore.has(person.id);
    if (event.type === 'comment.deleted') return sees;
    const comment = this.comments.find(({ id }) => id === event.id);
    return sees && (comment === undefined || !comment.isInternal || isStaff(person));
  }
}

function seesTicket(person: ModelPerson, ticket: ModelTicket): boolean {
  if (isStaff(person) || person.id === ticket.requesterId || ticket.watcherIds.includes(person.id)) return true;
  return person.role === 'manager' && person.companyId !== null && person.companyId === ticket.companyId;
}

function isStaff({ role }: ModelPerson): boolean {
  return role === 'admin' || role === 'agent';
}
