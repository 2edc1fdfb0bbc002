import type { AudienceCast, Cast } from './audience-cast.js';
import type { Stage } from '../servers/stage.js';
import type { Person } from '../people/person.js';
import type { Json } from '../sockets/socket.js';
import { attach, send } from '../network/uploads.js';

type Name = keyof Cast;

/** Who has which part in a ticket. */
export interface Constellation {
  readonly requester: Name;
  readonly assignee?: Name;
  readonly watchers?: readonly Name[];
  readonly muted?: readonly Name[];
  /** Watched it once, or wrote on it, and do not see it any more. */
  readonly left?: readonly Name[];
  readonly internal?: boolean;
}

/** A ticket with something on it of every kind, which the admin wrote; another to assign, and one to delete. */
export interface Scene {
  readonly ticket: string;
  readonly toAssign: string;
  readonly toDelete: string;
  readonly comments: { edited: string; deleted: string; carrying: string };
  readonly files: { replaced: string; deleted: string };
  readonly internal: boolean;
}

/** Sets tickets up; the acts of the tables are all the admin's. */
export class AudienceScenes {
  constructor(
    private readonly running: Stage,
    private readonly cast: AudienceCast,
  ) {}

  async set(parts: Constellation): Promise<Scene> {
    const internal = parts.internal === true;
    const tickets = [await this.ticket(parts), await this.ticket(parts), await this.ticket(parts)] as const;
    const [ticket, toAssign, toDelete] = tickets;
    const comments = {
      edited: await this.comment(ticket, { internal }),
      deleted: await this.comment(ticket, { internal }),
      carrying: await this.comment(ticket, { internal }),
    };
    const { admin } = this.cast.people;
    const upload = { fields: { comment_id: comments.carrying } };
    const files = {
      replaced: (await attach(this.running, admin, ticket, upload)).id,
      deleted: (await attach(this.running, admin, ticket, upload)).id,
    };
    return { ticket, toAssign, toDelete, comments, files, internal };
  }

  async ticket({ requester, assignee, watchers = [], muted = [], left = [] }: Constellation): Promise<string> {
    const { cast } = this;
    const { admin } = cast.people;
    const ticket = await cast.people[requester].call('POST /api/tickets', { title: 'Printer' });
    const route = `/api/tickets/${ticket.id}`;
    if (assignee !== undefined) await admin.call(`PATCH ${route}`, { assignee_id: cast.people[assignee].id });
    for (const name of [...watchers, ...left]) {
      await admin.call(`POST ${route}/watchers`, { user_id: cast.people[name].id });
    }
    for (const name of muted) await cast.people[name].call(`PUT ${route}/mute`);
    for (const name of left) await admin.call(`DELETE ${route}/watchers/${cast.people[name].id}`);
    return ticket.id;
  }

  /** @returns its id */
  async comment(ticket: string, fields: object = {}, as: Person = this.cast.people.admin): Promise<string> {
    const made: Json = await as.call(`POST /api/tickets/${ticket}/comments`, {
      content: 'Hello',
      ...fields,
    });
    return made.id;
  }

  /** What the admin does to a scene, by audience. */
  readonly acts = {
    comment_created: ({ ticket, internal }: Scene) => this.comment(ticket, { internal }),
    comment_updated: ({ comments }: Scene) =>
      this.admin(`PATCH /api/comments/${comments.edited}`, { content: 'Other' }),
    comment_deleted: ({ comments }: Scene) => this.admin(`DELETE /api/comments/${comments.deleted}`),
    attachment_added: ({ ticket, comments }: Scene) =>
      attach(this.running, this.cast.people.admin, ticket, { fields: { comment_id: comments.carrying } }),
    attachment_updated: ({ files }: Scene) =>
      send(this.running, this.cast.people.admin, `PUT /api/attachments/${files.replaced}`, {
        bytes: 'x',
        name: 'x.txt',
      }),
    attachment_deleted: ({ files }: Scene) => this.admin(`DELETE /api/attachments/${files.deleted}`),
    ticket_updated: ({ ticket }: Scene) => this.admin(`PATCH /api/tickets/${ticket}`, { title: 'Other' }),
    ticket_assigned: ({ toAssign }: Scene) =>
      this.admin(`PATCH /api/tickets/${toAssign}`, { assignee_id: this.cast.people.second.id }),
    ticket_deleted: ({ toDelete }: Scene) => this.admin(`DELETE /api/tickets/${toDelete}`),
  };

  admin(route: string, body?: unknown): Promise<Json> {
    return this.cast.people.admin.call(route, body);
  }
}
