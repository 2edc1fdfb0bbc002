import { expect } from '@jest/globals';
import type { Account } from './accounts.js';
import type { RunningApp } from './app.js';
import { DeskModel, type ModelEvent, type ModelPerson } from './desk-model.js';
import type { Step } from './desk-steps.js';
import { closeFollowers, Follower, positionOf } from './follower.js';
import type { DatabaseView } from './settled.js';
import type { Json } from './socket.js';

/** A person with a socket, and what that socket must have shown so far. */
interface Seat {
  person: ModelPerson & Account;
  follower: Follower;
  rooms: readonly string[];
  expected: string[];
  isHere: boolean;
}

interface NotificationRow {
  id: string;
  user_id: string;
  position: number;
}

export interface Place {
  running: RunningApp;
  view: DatabaseView;
  people: (ModelPerson & Account)[];
}

/** People at work on tickets that only they know, each with a socket that comes and goes. */
export class DeskRun {
  private readonly model: DeskModel;
  private seats: Seat[] = [];
  private notifications: NotificationRow[] = [];
  private position = 0;
  private firstCursor = '';

  constructor(private readonly at: Place) {
    this.model = new DeskModel(at.people);
  }

  async play(steps: readonly Step[], rooms: readonly string[][]): Promise<void> {
    const { people, running, view } = this.at;
    this.position = await view.settled();
    for (const [place, person] of people.entries()) {
      const options = { userId: person.id, token: person.access_token, rooms: rooms[place] ?? [] };
      const follower = await Follower.follow(running.url, options);
      await follower.hasReached(this.position);
      this.seats.push({ person, follower, rooms: options.rooms, expected: [], isHere: true });
    }
    this.firstCursor = this.seats[0]?.follower.firstCursor ?? '';
    const opening: Step[] = [4, 5].map((by) => ({ do: 'open', by }));
    for (const one of [...opening, ...steps]) {
      await this.take(one);
      await this.settle();
    }
    for (const seat of this.seats) await this.comeBack(seat);
    for (const seat of this.seats) await this.check(seat);
    closeFollowers();
  }

  /** One write and its answer; what may not be done is refused, and changes nothing. */
  private async take(one: Step): Promise<void> {
    if (one.do === 'leave') return this.goAway(this.seat(one.by));
    if (one.do === 'return') return this.comeBack(this.seat(one.by));
    if (one.do === 'open') {
      const ticket = await this.send(this.seat(one.by), 'POST /api/tickets', { title: 'Printer' });
      return this.learn(ticket?.id);
    }
    const { model } = this;
    if (one.do === 'edit' || one.do === 'hide' || one.do === 'erase') {
      const comment = recent(model.comments, one.on, 2);
      if (comment === undefined) return;
      const [by, route] = [this.actor(one.by, comment.ticketId), `/api/comments/${comment.id}`];
      const isVisible = model.exists(comment.ticketId) && model.mayReadComment(by.person, comment);
      if (one.do === 'erase') await this.send(by, `DELETE ${route}`, undefined, isVisible);
      else {
        const body = one.do === 'edit' ? { content: `Edited after ${this.position}` } : { internal: one.internal };
        const changed = await this.send(by, `PATCH ${route}`, body, isVisible);
        if (changed?.id !== undefined) model.setComment(changed);
      }
      return this.learn(comment.ticketId);
    }
    const ticketId = recent(model.ticketIds, one.on, 3);
    if (ticketId !== undefined) await this.touch(one, ticketId);
  }

  private async touch(one: Step, ticketId: string): Promise<void> {
    const { model } = this;
    const route = `/api/tickets/${ticketId}`;
    const by = 'by' in one ? this.actor(one.by, ticketId) : this.seat(0);
    const isVisible = model.exists(ticketId) && model.readers(ticketId).has(by.person.id);
    if (one.do === 'delete') await this.send(by, `DELETE ${route}`, undefined, isVisible);
    else if (one.do === 'comment') {
      const parents = model.comments.filter((comment) => comment.ticketId === ticketId);
      const parent = one.reply ? parents.at(-1)?.id : undefined;
      const body = { content: 'Hello', internal: one.internal, ...(parent !== undefined && { parent_id: parent }) };
      const comment = await this.send(by, `POST ${route}/comments`, body, isVisible);
      if (comment?.id !== undefined) model.setComment(comment);
    } else if (one.do === 'change') {
      await this.send(by, `PATCH ${route}`, { [one.field]: this.valueFor(one.field, one.to) }, isVisible);
    } else if (one.do === 'watch') {
      await this.send(by, `POST ${route}/watchers`, { user_id: this.seat(one.who).person.id }, isVisible);
    } else if (one.do === 'unwatch') {
      await this.send(by, `DELETE ${route}/watchers/${this.seat(one.who).person.id}`, undefined, isVisible);
    }
    await this.learn(ticketId);
  }

  private valueFor(field: string, to: number): unknown {
    if (field === 'title') return `Printer ${to}`;
    if (field === 'status') return ['open', 'in_progress', 'pending', 'resolved', 'closed'][to % 5];
    return this.seat(to).person.id;
  }

  /** @returns the body of a success; what cannot be seen must be answered 404, and nothing else may be */
  private async send(seat: Seat, route: string, body?: unknown, isVisible?: boolean): Promise<Json> {
    const answer = await this.at.running.accounts.call(route, { as: seat.person, body });
    if (isVisible === false) expect([route, answer.status]).toEqual([route, 404]);
    if (answer.status >= 500) throw new Error(`${route}: ${answer.status}`);
    return answer.status < 300 ? answer.body : undefined;
  }

  /** What the write made of a ticket, as an admin sees it; and what it recorded. */
  private async learn(ticketId: string | undefined): Promise<void> {
    if (ticketId === undefined) return;
    const { accounts } = this.at.running;
    const readersBefore = this.model.readers(ticketId);
    const admin = this.seat(0).person;
    const ticket = await accounts.call(`GET /api/tickets/${ticketId}`, { as: admin });
    const watchers = await accounts.call(`GET /api/tickets/${ticketId}/watchers`, { as: admin });
    this.model.setTicket(ticketId, ticket.status === 200 ? ticket.body : null, watchers.body);
    const upTo = await this.at.view.settled();
    type Row = Omit<ModelEvent, 'readersBefore'>;
    const events = await this.at.view.rows<Row>(
      `SELECT l.position::int AS position, b.type, b.entity_id AS id, b.ordering_key AS "ticketId", b.scope
         FROM event_log l JOIN event_bodies b ON b.id = l.event_id
        WHERE l.position > $1 AND l.position <= $2 ORDER BY l.position`,
      [this.position, upTo],
    );
    const fresh = events.map((event) => ({ ...event, readersBefore }));
    this.model.events.push(...fresh);
    const sql = `SELECT id, user_id, position::int AS position FROM notifications WHERE position > $1 AND position <= $2`;
    const rows = await this.at.view.rows<NotificationRow>(sql, [this.position, upTo]);
    this.notifications.push(...rows);
    this.position = upTo;
    for (const seat of this.seats) if (seat.isHere) seat.expected.push(...this.framesFor(seat, fresh));
  }

  /** Waits until every socket that is there has had its chance, so that "at that time" is a time. */
  private async settle(): Promise<void> {
    for (const { follower, isHere } of this.seats) if (isHere) await follower.hasReached(this.position);
  }

  private async goAway(seat: Seat): Promise<void> {
    seat.isHere = false;
    seat.follower.socket.disconnect();
    return Promise.resolve();
  }

  /** What comes first is all that it missed, by the rights that the person has now. */
  private async comeBack(seat: Seat): Promise<void> {
    if (seat.isHere) return;
    const from = positionOf(seat.follower.cursor);
    const missed = this.model.events.filter(({ position }) => position > from);
    seat.expected.push(...this.framesFor(seat, missed));
    seat.isHere = true;
    seat.follower.socket.connect();
    await seat.follower.hasReached(this.position);
  }

  private framesFor({ person, rooms }: Seat, events: readonly ModelEvent[]): string[] {
    return events
      .filter((event) => this.model.maySeeEvent(person, event))
      .flatMap((event) => {
        const { position, type, id } = event;
        const room = type.startsWith('ticket.') ? 'tickets' : 'comments';
        const own = this.notifications.filter((row) => row.user_id === person.id && row.position === position);
        const update = rooms.includes(room) ? [`${position} ${type} ${id}`] : [];
        return [...update, ...own.map((row) => `${position} notification ${row.id}`)];
      });
  }

  private async check({ person, follower, expected }: Seat): Promise<void> {
    const seen = follower.frames.map(({ message, cursor, body }) =>
      message === 'notification'
        ? `${positionOf(cursor)} notification ${body.id}`
        : `${positionOf(cursor)} ${body.event} ${body.id}`,
    );
    expect({ who: person.name, faults: follower.faults, seen }).toEqual({
      who: person.name,
      faults: [],
      seen: expected,
    });
    const { accounts } = this.at.running;
    const log = await accounts.call(`GET /api/events?limit=200&after=${this.firstCursor}`, { as: person });
    const told = log.body.items.map(({ type, data, cursor }: Json) => `${positionOf(cursor)} ${type} ${data.id}`);
    const visible = this.model.events.filter((event) => this.model.maySeeEvent(person, event));
    expect({ who: person.name, told }).toEqual({
      who: person.name,
      told: visible.map(({ position, type, id }) => `${position} ${type} ${id}`),
    });
    await this.checkInbox(person);
  }

  /** Every row is there; what it is about shows only to whoever may see it now. */
  private async checkInbox(person: ModelPerson & Account): Promise<void> {
    const { body } = await this.at.running.accounts.call('GET /api/notifications?limit=200', { as: person });
    const first = positionOf(this.firstCursor);
    const items: Json[] = body.items.filter(({ cursor }: Json) => positionOf(cursor) > first);
    const own = this.notifications.filter((row) => row.user_id === person.id);
    const inbox = items.map(({ id, data }) => `${id} ${data === null ? 'out of sight' : 'in sight'}`);
    const expected = own.map(({ id, position }) => {
      const event = this.model.events.find((candidate) => candidate.position === position);
      const isVisible = event !== undefined && this.model.maySeeEvent(person, event);
      return `${id} ${isVisible ? 'in sight' : 'out of sight'}`;
    });
    expect({ who: person.name, inbox }).toEqual({ who: person.name, inbox: expected.toReversed() });
  }

  /** Mostly somebody who sees the ticket: the others only prove that they cannot. */
  private actor(place: number, ticketId: string): Seat {
    const readers = this.seats.filter(({ person }) => this.model.readers(ticketId).has(person.id));
    return (place % 7 === 0 ? undefined : readers[place % Math.max(1, readers.length)]) ?? this.seat(place);
  }

  private seat(place: number): Seat {
    const seat = this.seats[place % this.seats.length];
    if (seat === undefined) throw new Error('nobody is there');
    return seat;
  }
}

/** Of the last few: the corners lie where the same thing is changed again and again. */
function recent<T>(items: readonly T[], place: number, few: number): T | undefined {
  return items.at(-1 - (place % Math.max(1, Math.min(few, items.length))));
}
