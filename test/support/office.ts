import type { Account } from './accounts.js';
import { startApp, type RunningApp } from './app.js';
import type { Json } from './socket.js';

/** A running application with one person of each kind, whose inboxes begin empty. */
export class Office {
  private constructor(
    readonly running: RunningApp,
    readonly people: Record<'admin' | 'agent' | 'requester' | 'other', Account>,
  ) {}

  static async open(environment: Record<string, string> = {}): Promise<Office> {
    const running = await startApp(environment);
    const { accounts } = running;
    // The admin last: he would be told of the others.
    const people = {
      agent: await accounts.person('agent'),
      requester: await accounts.person('user'),
      other: await accounts.person('user'),
      admin: await accounts.person('admin'),
    };
    const office = new Office(running, people);
    await office.told();
    return office;
  }

  /** @returns the answer's body; throws unless it is a success */
  async call(route: string, as: Account, body?: unknown): Promise<Json> {
    const answer = await this.running.accounts.call(route, { as, body });
    if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** All that was recorded is dispatched. */
  async settled(): Promise<void> {
    await this.running.settled();
  }

  /** Everybody's rows since the last call, by name, as `type/reason`. */
  async told(): Promise<Record<string, string[]>> {
    await this.settled();
    const names = new Map(Object.entries(this.people).map(([name, { id }]) => [id, name]));
    const rows = await this.running.dataSource.query<{ user_id: string; type: string; reason: string }[]>(
      'SELECT user_id, type, reason FROM notifications ORDER BY position, user_id',
    );
    await this.running.dataSource.query('DELETE FROM notifications');
    const result: Record<string, string[]> = {};
    for (const { user_id, type, reason } of rows) {
      (result[names.get(user_id) ?? user_id] ??= []).push(`${type}/${reason}`);
    }
    return result;
  }

  /** The requester's, changed by the agent when there are `fields`; nobody's inbox has anything of it. */
  async newTicket(fields: object = {}): Promise<Json> {
    const { requester, agent } = this.people;
    const ticket = await this.call('POST /api/tickets', requester, { title: 'Printer' });
    const isPlain = Object.keys(fields).length === 0;
    const changed = isPlain ? ticket : await this.call(`PATCH /api/tickets/${ticket.id}`, agent, fields);
    await this.told();
    return changed;
  }

  comment(ticket: Json, as: Account, fields: object = {}): Promise<Json> {
    return this.call(`POST /api/tickets/${ticket.id}/comments`, as, { content: 'Hello', ...fields });
  }
}
