import { expect } from '@jest/globals';
import type { Stage } from '../servers/stage.js';
import { DeskActs, type Actor } from './desk-acts.js';
import { DeskModel, type ModelEvent, type Moment } from './desk-model.js';
import { CHOSEN_TYPES, type Step } from './desk-steps.js';
import { expectedRecipients } from './desk-recipients.js';
import type { DatabaseView } from '../database/settled.js';
import { closeSockets, follow, positionOf, type Json, type TestSocket } from '../sockets/socket.js';
import { until } from '../until.js';

/** A person with a socket, and what that socket must have shown so far. */
interface Seat {
  person: Actor;
  socket: TestSocket;
  rooms: readonly string[];
  expected: string[];
  isHere: boolean;
}

interface NotificationRow {
  id: string;
  user_id: string;
  position: number;
  type: string;
  inbox: boolean;
  socket: boolean;
  webhook: boolean;
}

export interface Place {
  running: Stage;
  view: DatabaseView;
  people: Actor[];
}

const EVENTS_SQL = `
  SELECT l.position::int AS position, b.type, b.entity_id AS id, b.ordering_key AS "ticketId", b.scope,
         b.actor::json ->> 'id' AS "actorId", b.data::json AS data, b.changes::json AS changes
    FROM event_log l JOIN event_bodies b ON b.id = l.event_id
   WHERE l.position > $1 AND l.position <= $2 ORDER BY l.position`;

const ROWS_SQL = `
  SELECT id, user_id, position::int AS position, type, inbox, socket, webhook
    FROM notifications WHERE position > $1 AND position <= $2 ORDER BY position`;

const OPEN = { inbox: true, socket: true, webhook: true };

/** People at work on tickets that only they know, each with a socket that comes and goes. */
export class DeskRun {
  private readonly model: DeskModel;
  private readonly acts: DeskActs;
  private seats: Seat[] = [];
  private notifications: NotificationRow[] = [];
  private position = 0;
  private firstCursor = '';

  constructor(private readonly at: Place) {
    this.model = new DeskModel(at.people);
    this.acts = new DeskActs(at.running, this.model, at.people);
  }

  async play(steps: readonly Step[], rooms: readonly string[][]): Promise<void> {
    const { people, running, view } = this.at;
    for (const person of people) await this.makeReady(person);
    await running.settled();
    this.position = await view.settled();
    for (const [place, person] of people.entries()) {
      const options = { token: person.access_token, rooms: rooms[place] ?? [] };
      const socket = await follow(running.url, options);
      await socket.hasReached(this.position);
      this.seats.push({ person, socket, rooms: options.rooms, expected: [], isHere: true });
    }
    this.firstCursor = this.seats[0]?.socket.firstCursor ?? '';
    const opening: Step[] = [4, 5].map((by) => ({ do: 'open', by }));
    for (const one of [...opening, ...steps]) {
      await this.take(one);
      await this.settle();
    }
    for (const seat of this.seats) await this.reactivate(seat);
    for (const seat of this.seats) await this.comeBack(seat);
    for (const seat of this.seats) await this.check(seat);
    closeSockets();
  }

  private async take(one: Step): Promise<void> {
    if (one.do === 'leave') return this.goAway(this.seat(one.by));
    if (one.do === 'return') return this.comeBack(this.seat(one.by));
    if (one.do === 'deactivate') return this.deactivate(this.seat(one.who));
    if (one.do === 'reactivate') return this.reactivate(this.seat(one.who));
    const ticketId = await this.acts.take(one);
    if (ticketId !== undefined) await this.learn(ticketId);
  }

  /** What the write made of a ticket, as an admin sees it; and what it recorded. */
  private async learn(ticketId: string): Promise<void> {
    const { accounts } = this.at.running;
    const before = this.model.moment(ticketId);
    const admin = this.acts.person(0);
    const ticket = await accounts.call(`GET /api/tickets/${ticketId}`, { as: admin });
    const watchers = await accounts.call(`GET /api/tickets/${ticketId}/watchers`, { as: admin });
    this.model.setTicket(ticketId, ticket.status === 200 ? ticket.body : null, watchers.body);
    await this.hear(before, ticketId);
  }

  /** Takes over what was recorded since, and checks who was notified of it. */
  private async hear(before: Moment, ticketId: string): Promise<void> {
    const range = [this.position, await this.at.view.settled()];
    type Row = Omit<ModelEvent, 'before' | 'after'>;
    const after = this.model.ticket(ticketId);
    const fresh = (await this.at.view.rows<Row>(EVENTS_SQL, range)).map((event) => ({ ...event, before, after }));
    const rows = await this.at.view.rows<NotificationRow>(ROWS_SQL, range);
    this.model.events.push(...fresh);
    this.notifications.push(...rows);
    this.position = range[1] ?? this.position;
    const notified = rows.map((row) =>
      describeRecipient(row.position, { ...row, personId: row.user_id, channels: row }),
    );
    const mustBe = fresh.flatMap((event) =>
      expectedRecipients(this.model, event).map((one) => describeRecipient(event.position, one)),
    );
    expect(notified.toSorted()).toEqual(mustBe.toSorted());
    for (const seat of this.seats) if (seat.isHere) seat.expected.push(...this.framesFor(seat, fresh));
  }

  /** Waits until every socket that is there has had its chance, so that "at that time" is a time. */
  private async settle(): Promise<void> {
    for (const { socket, isHere } of this.seats) if (isHere) await socket.hasReached(this.position);
  }

  private async goAway(seat: Seat): Promise<void> {
    seat.isHere = false;
    seat.socket.socket.disconnect();
    return Promise.resolve();
  }

  /** What comes first is all that it missed, by the rights that the person has now. */
  private async comeBack(seat: Seat): Promise<void> {
    if (seat.isHere || !seat.person.isActive) return;
    const from = positionOf(seat.socket.cursor);
    const missed = this.model.events.filter(({ position }) => position > from);
    seat.expected.push(...this.framesFor(seat, missed));
    seat.isHere = true;
    seat.socket.token = seat.person.access_token;
    seat.socket.socket.connect();
    await seat.socket.hasReached(this.position);
  }

  /** The socket must be put out, and the session be over. */
  private async deactivate(seat: Seat): Promise<void> {
    const { person, socket } = seat;
    const admin = this.acts.person(0);
    if (person === admin || !person.isActive) return;
    await this.acts.send(admin, `POST /api/users/${person.id}/deactivate`);
    person.isActive = false;
    if (seat.isHere) await until(() => !socket.socket.connected);
    await this.goAway(seat);
    await this.hear(this.model.moment(''), '');
  }

  private async reactivate({ person }: Seat): Promise<void> {
    if (person.isActive) return;
    await this.makeReady(person);
    await this.hear(this.model.moment(''), '');
  }

  /** Active, signed in, and with every channel open where it is closed from an earlier run. */
  private async makeReady(person: Actor): Promise<void> {
    if (!person.isActive) {
      await this.acts.send(this.acts.person(0), `POST /api/users/${person.id}/reactivate`);
      person.access_token = (await this.at.running.accounts.login(person.email)).access_token;
      person.isActive = true;
    }
    if (this.seats.length > 0 || Object.keys(person.channels).length === 0) return;
    const types = Object.fromEntries(CHOSEN_TYPES.map((type) => [type, OPEN]));
    await this.acts.send(person, 'PUT /api/users/me/preferences', { types });
    person.channels = {};
  }

  private framesFor({ person, rooms, socket }: Seat, events: readonly ModelEvent[]): string[] {
    return events
      .filter((event) => this.model.maySeeEvent(person, event))
      .flatMap((event) => {
        const { position, type, id } = event;
        const own = this.ownRows(person).filter((row) => row.position === position && row.socket);
        const update = rooms.includes(`${type.split('.')[0]}s`) ? [`${position} ${type} ${id}`] : [];
        const inbox = this.ownRows(person).filter((row) => row.inbox && row.position <= position);
        const unread = socket.of('ready')[0].unread_count + inbox.length;
        return [...update, ...own.map((row) => `${position} notification ${row.id}, ${unread} unread`)];
      });
  }

  private async check({ person, socket, expected }: Seat): Promise<void> {
    const seen = socket.updates.map(({ message, cursor, body }) =>
      message === 'notification'
        ? `${positionOf(cursor)} notification ${body.id}, ${body.unread_count} unread`
        : `${positionOf(cursor)} ${body.event} ${body.id}`,
    );
    const who = person.name;
    expect({ who, faults: socket.faults, seen }).toEqual({ who, faults: [], seen: expected });
    const { accounts } = this.at.running;
    const log = await accounts.call(`GET /api/events?limit=200&after=${this.firstCursor}`, { as: person });
    const seenLog = log.body.items.map(({ type, data, cursor }: Json) => `${positionOf(cursor)} ${type} ${data.id}`);
    const visible = this.model.events.filter((event) => this.model.maySeeEvent(person, event));
    const expectedLog = visible.map(({ position, type, id }) => `${position} ${type} ${id}`);
    expect({ who, log: seenLog }).toEqual({ who, log: expectedLog });
    await this.checkInbox(person);
  }

  /** Every row is there; its data is visible only to people who may see it now. */
  private async checkInbox(person: Actor): Promise<void> {
    const { body } = await this.at.running.accounts.call('GET /api/notifications?limit=200', { as: person });
    const first = positionOf(this.firstCursor);
    const items: Json[] = body.items.filter(({ cursor }: Json) => positionOf(cursor) > first);
    const inbox = items.map(({ id, data }) => `${id} ${data === null ? 'out of sight' : 'in sight'}`);
    const expected = this.ownRows(person)
      .filter((row) => row.inbox)
      .map(({ id, position }) => {
        const event = this.model.events.find((candidate) => candidate.position === position);
        const isVisible = event !== undefined && this.model.maySeeEvent(person, event);
        return `${id} ${isVisible ? 'in sight' : 'out of sight'}`;
      });
    expect({ who: person.name, inbox }).toEqual({ who: person.name, inbox: expected.toReversed() });
  }

  private ownRows({ id }: Actor): NotificationRow[] {
    return this.notifications.filter((row) => row.user_id === id);
  }

  private seat(place: number): Seat {
    const seat = this.seats[place % this.seats.length];
    if (seat === undefined) throw new Error('no person at this place');
    return seat;
  }
}

function describeRecipient(
  position: number,
  { personId, type, channels }: { personId: string; type: string; channels: typeof OPEN },
): string {
  const open = Object.keys(OPEN).filter((channel) => channels[channel as keyof typeof OPEN]);
  return `${position}: ${personId} by ${type} in ${open.join(', ')}`;
}
