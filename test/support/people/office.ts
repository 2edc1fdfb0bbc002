import { Accounts } from './accounts.js';
import type { Person } from './person.js';
import { Stage, type Parts } from '../servers/stage.js';
import type { Json } from '../sockets/socket.js';

/** A stage with one person of each kind, whose inboxes are empty. */
export class Office extends Stage {
  private constructor(
    parts: Parts,
    readonly people: Record<'admin' | 'agent' | 'requester' | 'other', Person>,
  ) {
    super(parts);
  }

  static async open(environment: Record<string, string> = {}): Promise<Office> {
    const parts = await Stage.launch(environment, {});
    const accounts = new Accounts(parts.url, parts.dataSource);
    // The admin comes last: an admin is notified of new accounts.
    const people = {
      agent: await accounts.person('agent'),
      requester: await accounts.person('user'),
      other: await accounts.person('user'),
      admin: await accounts.person('admin'),
    };
    const office = new Office(parts, people);
    await office.takeNotifications();
    return office;
  }

  /** The notifications of everyone since the last call, by name, as `type/reason`; deletes them. */
  async takeNotifications(): Promise<Record<string, string[]>> {
    await this.settled();
    const names = new Map(Object.entries(this.people).map(([name, { id }]) => [id, name]));
    const rows = await this.dataSource.query<{ user_id: string; type: string; reason: string }[]>(
      'SELECT user_id, type, reason FROM notifications ORDER BY position, user_id',
    );
    await this.dataSource.query('DELETE FROM notifications');
    const result: Record<string, string[]> = {};
    for (const { user_id, type, reason } of rows) {
      (result[names.get(user_id) ?? user_id] ??= []).push(`${type}/${reason}`);
    }
    return result;
  }

  /** The requester's, changed by the agent when there are `fields`; leaves no notifications. */
  async newTicket(fields: object = {}): Promise<Json> {
    const { requester, agent } = this.people;
    const ticket = await requester.call('POST /api/tickets', { title: 'Printer' });
    const isPlain = Object.keys(fields).length === 0;
    const changed = isPlain ? ticket : await agent.call(`PATCH /api/tickets/${ticket.id}`, fields);
    await this.takeNotifications();
    return changed;
  }

  comment(ticket: Json, as: Person, fields: object = {}): Promise<Json> {
    return as.call(`POST /api/tickets/${ticket.id}/comments`, { content: 'Hello', ...fields });
  }
}
