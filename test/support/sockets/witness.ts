import type { Person } from '../people/person.js';
import { until } from '../until.js';
import type { Receiver } from '../receivers/receiver.js';
import { follow, positionOf, type Json, type TestSocket } from './socket.js';

/** Rooms that together carry all that a load of tickets and comments makes. */
const ROOMS = ['tickets', 'comments'];
const PAGE = 200;

/** What one witness can say against the installation; nothing, when all is well. */
export interface Complaints {
  lost: string[];
  duplicated: string[];
  outOfOrder: string[];
  /** Not for this person, never committed, or not the same bytes. */
  wrong: string[];
}

export function noComplaints(): Complaints {
  return { lost: [], duplicated: [], outOfOrder: [], wrong: [] };
}

/** A person who listens by every channel: inbox, a socket that always comes back, and a webhook. */
export class Witness {
  private constructor(
    readonly person: Person,
    readonly socket: TestSocket,
    private readonly receiver: Receiver | null,
  ) {}

  /** @param url of the process whose socket is followed */
  static async call(person: Person, url: string, receiver: Receiver | null): Promise<Witness> {
    if (receiver !== null) {
      await person.call('PUT /api/users/me/webhook', { webhook_url: `${receiver.url}/${person.id}` });
    }
    return new Witness(person, await follow(url, { token: person.token, rooms: ROOMS }), receiver);
  }

  /** Waits for the socket to be at this place of the log and for a delivery of each notification so far. */
  async isUpToDate(position: number, timeoutMs = 60_000): Promise<void> {
    await this.socket.hasReached(position, timeoutMs);
    if (this.receiver === null) return;
    const wanted = (await this.inbox()).map(({ id }) => id);
    let missing = wanted;
    await until(
      () => {
        const delivered = this.delivered();
        missing = missing.filter((id) => !delivered.has(id));
        return missing.length === 0;
      },
      {
        timeoutMs,
        describe: () => `${missing.length} of ${wanted.length} notifications of ${this.person.name} were not delivered`,
      },
    );
  }

  /** Compares what each channel gave with the log and the inbox over REST. */
  async testify(): Promise<Complaints> {
    const complaints = noComplaints();
    complaints.outOfOrder.push(...this.socket.faults);
    const log = await this.log();
    const updates = this.socket.updates.filter(({ message }) => /^(ticket|comment)\.update$/.test(message));
    compare(complaints, 'socket', {
      expected: log.map((event) => line(event.type, event.data.id, event.cursor)),
      seen: updates.map(({ body, cursor }) => line(body.event, body.id, cursor)),
    });
    const texts = new Map(log.map((event) => [positionOf(event.cursor), JSON.stringify(event.data)]));
    for (const { cursor, body } of updates) {
      if (texts.get(positionOf(cursor)) !== JSON.stringify(body.data)) complaints.wrong.push(`data at ${cursor}`);
    }
    await this.testifyOfNotifications(complaints);
    return complaints;
  }

  private async testifyOfNotifications(complaints: Complaints): Promise<void> {
    const inbox = await this.inbox();
    const pushes = this.socket.updates.filter(({ message }) => message === 'notification');
    compare(complaints, 'notification', {
      expected: inbox.map(({ id, related_id, cursor }) => line(id, related_id, cursor)),
      seen: pushes.map(({ body, cursor }) => line(body.id, body.related_id, cursor)),
    });
    if (this.receiver === null) return;
    const earlier = this.socket.earlier.filter(({ message }) => message === 'notification');
    const envelopes = new Map(
      [...earlier, ...pushes].map(({ body: { event, notification, data } }) => [
        notification.id,
        JSON.stringify({ event, notification, data }),
      ]),
    );
    const delivered = this.delivered();
    for (const { id } of inbox) if (!delivered.has(id)) complaints.lost.push(`webhook ${id}`);
    this.testifyOfOrder(complaints, inbox);
    for (const { id, text } of this.receiver.accepted(`/${this.person.id}`)) {
      // What a reset kept from being pushed is fetched.
      if (this.socket.resets > 0 && !envelopes.has(id)) continue;
      if (envelopes.get(id) !== text) complaints.wrong.push(`webhook ${id}: ${text} is not ${envelopes.get(id)}`);
    }
  }

  /** What hangs on one ticket is delivered in the order of the log. Repeats count by their first success. */
  private testifyOfOrder(complaints: Complaints, inbox: readonly Json[]): void {
    const places = new Map(inbox.map(({ id }, place) => [id, place]));
    const reached = new Map<string, number>();
    const seen = new Set<string>();
    for (const { id, body } of this.receiver?.accepted(`/${this.person.id}`) ?? []) {
      const place = places.get(id);
      const ticket: string = body.data.ticket_id ?? body.data.id;
      if (seen.has(id) || place === undefined) continue;
      seen.add(id);
      if (place < (reached.get(ticket) ?? -1)) complaints.outOfOrder.push(`webhook ${id} of ticket ${ticket}`);
      reached.set(ticket, Math.max(place, reached.get(ticket) ?? -1));
    }
  }

  /** How many requests came for deliveries that had succeeded already: allowed after a crash, not otherwise. */
  get repeatedPosts(): number {
    const posts = this.receiver?.accepted(`/${this.person.id}`) ?? [];
    return posts.length - this.delivered().size;
  }

  private delivered(): Set<string> {
    return new Set(this.receiver?.accepted(`/${this.person.id}`).map(({ id }) => id));
  }

  /** From where the socket began, oldest first. */
  private async log(): Promise<Json[]> {
    const events: Json[] = [];
    let after = this.socket.firstCursor;
    for (;;) {
      const query = `after=${after}&types=ticket.*,comment.*&limit=${PAGE}`;
      const page = await this.person.call(`GET /api/events?${query}`);
      events.push(...page.items);
      if (page.next_cursor === after) return events;
      after = page.next_cursor;
    }
  }

  private async inbox(): Promise<Json[]> {
    const items: Json[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = await this.person.call(`GET /api/notifications?limit=${PAGE}${query}`);
      items.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor !== null);
    const first = positionOf(this.socket.firstCursor);
    return items.filter((item) => positionOf(item.cursor) > first).toReversed();
  }
}

function line(what: string, id: string, cursor: string): string {
  return `${positionOf(cursor)} ${what} ${id}`;
}

function compare(
  complaints: Complaints,
  channel: string,
  { expected, seen }: { expected: readonly string[]; seen: readonly string[] },
): void {
  const [wanted, got] = [new Set(expected), new Set(seen)];
  complaints.lost.push(...expected.filter((item) => !got.has(item)).map((item) => `${channel} ${item}`));
  complaints.wrong.push(...seen.filter((item) => !wanted.has(item)).map((item) => `${channel} ${item}`));
  const once = new Set<string>();
  for (const item of seen) {
    if (once.has(item)) complaints.duplicated.push(`${channel} ${item}`);
    once.add(item);
  }
  const common = expected.filter((item) => got.has(item));
  const order = [...got].filter((item) => wanted.has(item));
  const fault = order.findIndex((item, place) => item !== common[place]);
  if (fault >= 0) complaints.outOfOrder.push(`${channel} ${order[fault]} instead of ${common[fault]}`);
}
