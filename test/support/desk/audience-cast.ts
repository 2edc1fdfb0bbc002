import { NOTIFICATION_TYPES } from '../../../src/notifications/notification-types.js';
import type { Stage } from '../servers/stage.js';
import type { Person } from '../people/person.js';
import { DatabaseView } from '../database/settled.js';
import { follow, positionOf, type TestSocket } from '../sockets/socket.js';

/** People who switch channels off for every type, before anything happens. */
const SHUT: Record<string, object> = {
  noInbox: { inbox: false },
  noSocket: { socket: false },
  noWebhook: { webhook: false },
  deaf: { inbox: false, socket: false, webhook: false },
};

export type Cast = Record<
  | 'admin'
  | 'boss'
  | 'deaf'
  | 'agent'
  | 'second'
  | 'former'
  | 'requester'
  | 'other'
  | 'stranger'
  | 'gone'
  | 'goneAgent'
  | 'noInbox'
  | 'noSocket'
  | 'noWebhook',
  Person
>;

/** A notification, and whether a delivery was queued for it. */
interface NotifiedRow {
  id: string;
  user_id: string;
  event_id: string;
  type: string;
  reason: string;
  inbox: boolean;
  is_queued: boolean;
}

/** People of every kind, each with a socket and a personal webhook, and the notifications that each event caused. */
export class AudienceCast {
  private readonly sockets = new Map<string, TestSocket>();
  private readonly names: ReadonlyMap<string, string>;

  private constructor(
    private readonly running: Stage,
    private readonly view: DatabaseView,
    readonly people: Cast,
  ) {
    this.names = new Map(Object.entries(people).map(([name, { id }]) => [id, name]));
  }

  static async gather(running: Stage): Promise<AudienceCast> {
    const desk = running.accounts;
    const [admin, boss, deaf] = [await desk.person('admin'), await desk.person('admin'), await desk.person('admin')];
    const [agent, second, former] = [
      await desk.person('agent'),
      await desk.person('agent'),
      await desk.person('agent'),
    ];
    const [requester, other, stranger] = [
      await desk.person('user'),
      await desk.person('user'),
      await desk.person('user'),
    ];
    const [gone, goneAgent] = [await desk.person('user'), await desk.person('agent')];
    const [noInbox, noSocket, noWebhook] = [
      await desk.person('user'),
      await desk.person('user'),
      await desk.person('user'),
    ];
    const people = { admin, boss, deaf, agent, second, former, requester, other, stranger, gone, goneAgent };
    const cast = { ...people, noInbox, noSocket, noWebhook };
    const view = await DatabaseView.open(running.database.url);
    return new AudienceCast(running, view, cast);
  }

  /** After this everyone listens, except inactive people. */
  async listen(): Promise<void> {
    for (const [name, person] of Object.entries(this.people)) {
      const endpoint = { webhook_url: 'http://127.0.0.1:9/' };
      await person.call('PUT /api/users/me/webhook', endpoint);
      const types = Object.fromEntries(Object.keys(NOTIFICATION_TYPES).map((type) => [type, SHUT[name]]));
      if (SHUT[name] !== undefined) await person.call('PUT /api/users/me/preferences', { types });
    }
    for (const { id } of [this.people.gone, this.people.goneAgent]) {
      await this.people.admin.call(`POST /api/users/${id}/deactivate`);
    }
    await this.people.admin.call(`PATCH /api/users/${this.people.former.id}`, { role: 'user' });
    await this.view.settled();
    for (const person of Object.values(this.people)) {
      if (person === this.people.gone || person === this.people.goneAgent) continue;
      this.sockets.set(person.id, await follow(this.running.url, { token: person.token, rooms: [] }));
    }
  }

  /**
   * Waits until all is dispatched and sent.
   *
   * @returns by a range of event ids: `<name> <type>/<reason>`, and what is missing of inbox, push and webhook
   */
  async notified(): Promise<(from: string, to: string) => string[]> {
    const position = await this.view.settled();
    for (const socket of this.sockets.values()) await socket.hasReached(position);
    const rows = await this.running.dataSource.query<NotifiedRow[]>(
      `SELECT n.id, n.user_id, n.event_id, n.type, n.reason, n.inbox,
              EXISTS (SELECT FROM webhook_deliveries d WHERE d.message_id = n.id) AS is_queued
         FROM notifications n`,
    );
    const pushed = this.pushed();
    const known = new Set(rows.map(({ id }) => id));
    const strays = [...pushed].filter((id) => !known.has(id));
    if (strays.length > 0) throw new Error(`pushed without a row: ${strays.join(', ')}`);
    const named = rows.map((row) => ({ ...row, line: this.line(row, pushed) }));
    return (from, to) => named.flatMap(({ event_id: id, line }) => (from < id && id < to ? [line] : [])).toSorted();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.values()) socket.close();
    await this.view.close();
  }

  private pushed(): Set<string> {
    const ids = new Set<string>();
    for (const [userId, socket] of this.sockets) {
      if (socket.faults.length > 0) throw new Error(socket.faults.join());
      for (const { body, cursor } of socket.updates.filter(({ message }) => message === 'notification')) {
        if (ids.has(body.id)) throw new Error(`${userId} was pushed ${body.id} twice, at ${positionOf(cursor)}`);
        ids.add(body.id);
      }
    }
    return ids;
  }

  private line(row: NotifiedRow, pushed: ReadonlySet<string>): string {
    const who = this.names.get(row.user_id) ?? row.user_id;
    const missing = [
      ...(row.inbox ? [] : ['inbox']),
      ...(pushed.has(row.id) ? [] : ['push']),
      ...(row.is_queued ? [] : ['webhook']),
    ];
    return [`${who} ${row.type}/${row.reason}`, ...missing.map((channel) => `no ${channel}`)].join(', ');
  }
}
