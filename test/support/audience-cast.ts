import { NOTIFICATION_TYPES } from '../../src/notifications/notification-types.js';
import type { RunningApp } from './app.js';
import { Desk, type Caller } from './desk.js';
import { Follower, positionOf } from './follower.js';
import { DatabaseView } from './settled.js';

/** Whose channels are shut is so for every type, before anything happens. */
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
  Caller
>;

/** Rows of one act, with what was pushed and queued for them. */
interface ToldRow {
  id: string;
  user_id: string;
  event_id: string;
  type: string;
  reason: string;
  inbox: boolean;
  is_queued: boolean;
}

/** People of every kind, each with a socket and a personal webhook, and who was told what, by event. */
export class AudienceCast {
  private readonly followers = new Map<string, Follower>();
  private readonly names: ReadonlyMap<string, string>;

  private constructor(
    private readonly running: RunningApp,
    private readonly view: DatabaseView,
    readonly people: Cast,
  ) {
    this.names = new Map(Object.entries(people).map(([name, { id }]) => [id, name]));
  }

  static async gather(running: RunningApp): Promise<AudienceCast> {
    const desk = new Desk(running.url, running.dataSource);
    const [admin, boss, deaf] = [await desk.caller('admin'), await desk.caller('admin'), await desk.caller('admin')];
    const [agent, second, former] = [
      await desk.caller('agent'),
      await desk.caller('agent'),
      await desk.caller('agent'),
    ];
    const [requester, other, stranger] = [
      await desk.caller('user'),
      await desk.caller('user'),
      await desk.caller('user'),
    ];
    const [gone, goneAgent] = [await desk.caller('user'), await desk.caller('agent')];
    const [noInbox, noSocket, noWebhook] = [
      await desk.caller('user'),
      await desk.caller('user'),
      await desk.caller('user'),
    ];
    const people = { admin, boss, deaf, agent, second, former, requester, other, stranger, gone, goneAgent };
    const cast = { ...people, noInbox, noSocket, noWebhook };
    const view = await DatabaseView.open(running.database.url);
    return new AudienceCast(running, view, cast);
  }

  /** After this everybody listens; whoever is inactive cannot. */
  async listen(): Promise<void> {
    for (const [name, person] of Object.entries(this.people)) {
      const endpoint = { webhook_url: 'http://127.0.0.1:9/' };
      await this.call('PUT /api/users/me/webhook', person, endpoint);
      const types = Object.fromEntries(Object.keys(NOTIFICATION_TYPES).map((type) => [type, SHUT[name]]));
      if (SHUT[name] !== undefined) await this.call('PUT /api/users/me/preferences', person, { types });
    }
    for (const { id } of [this.people.gone, this.people.goneAgent]) {
      await this.call(`POST /api/users/${id}/deactivate`, this.people.admin);
    }
    await this.call(`PATCH /api/users/${this.people.former.id}`, this.people.admin, { role: 'user' });
    await this.view.settled();
    for (const person of Object.values(this.people)) {
      if (person === this.people.gone || person === this.people.goneAgent) continue;
      const options = { userId: person.id, token: person.token, rooms: [] };
      this.followers.set(person.id, await Follower.follow(this.running.url, options));
    }
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- whatever an answer holds
  async call(route: string, as: Caller, body?: unknown): Promise<any> {
    const answer = await this.running.accounts.call(route, { as: { access_token: as.token }, body });
    if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /**
   * Waits until all is dispatched and sent.
   *
   * @returns by a range of event ids: `<name> <type>/<reason>`, and what is missing of inbox, push and webhook
   */
  async told(): Promise<(from: string, to: string) => string[]> {
    const position = await this.view.settled();
    for (const follower of this.followers.values()) await follower.hasReached(position);
    const rows = await this.running.dataSource.query<ToldRow[]>(
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
    for (const follower of this.followers.values()) follower.close();
    await this.view.close();
  }

  private pushed(): Set<string> {
    const ids = new Set<string>();
    for (const [userId, follower] of this.followers) {
      if (follower.faults.length > 0) throw new Error(follower.faults.join());
      for (const { body, cursor } of follower.frames.filter(({ message }) => message === 'notification')) {
        if (ids.has(body.id)) throw new Error(`${userId} was pushed ${body.id} twice, at ${positionOf(cursor)}`);
        ids.add(body.id);
      }
    }
    return ids;
  }

  private line(row: ToldRow, pushed: ReadonlySet<string>): string {
    const who = this.names.get(row.user_id) ?? row.user_id;
    const missing = [
      ...(row.inbox ? [] : ['inbox']),
      ...(pushed.has(row.id) ? [] : ['push']),
      ...(row.is_queued ? [] : ['webhook']),
    ];
    return [`${who} ${row.type}/${row.reason}`, ...missing.map((channel) => `no ${channel}`)].join(', ');
  }
}
