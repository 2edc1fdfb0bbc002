import { expect } from '@jest/globals';
import type { Person } from '../people/person.js';
import type { Stage } from '../servers/stage.js';
import type { DeskModel, ModelComment, ModelPerson } from './desk-model.js';
import type { Doing, Step } from './desk-steps.js';
import type { Json } from '../sockets/socket.js';
import { send as sendForm } from '../network/uploads.js';

export type Actor = ModelPerson & Person;

/** What people do to tickets and what hangs on them, over HTTP; what may not be done is refused, and changes nothing. */
export class DeskActs {
  private count = 0;

  constructor(
    private readonly running: Stage,
    private readonly model: DeskModel,
    private readonly people: readonly Actor[],
  ) {}

  /** @returns the ticket that may have changed */
  async take(one: Step): Promise<string | undefined> {
    this.count += 1;
    switch (one.do) {
      case 'open':
        return (await this.send(this.person(one.by), 'POST /api/tickets', { title: 'Printer' }))?.id;
      case 'edit':
      case 'hide':
      case 'erase':
        return this.onComment(one);
      case 'replace':
      case 'detach':
        return this.onFile(one);
      case 'prefer':
        return this.prefer(one);
      case 'leave':
      case 'return':
      case 'deactivate':
      case 'reactivate':
        return undefined;
      default:
        return this.onTicket(one);
    }
  }

  person(place: number): Actor {
    const person = this.people[place % this.people.length];
    if (person === undefined) throw new Error('no person at this place');
    return person;
  }

  /**
   * @param isVisible false: what is asked for cannot be seen, so the answer must be 404
   * @returns the body of a success
   */
  async send(by: Actor, route: string, body?: unknown, isVisible = true): Promise<Json> {
    const answer = await this.running.accounts.call(route, { as: by, body });
    return this.judged(by, { route, isVisible }, answer);
  }

  private async onTicket(
    one: Doing<'comment' | 'attach' | 'change' | 'watch' | 'unwatch' | 'mute' | 'delete'>,
  ): Promise<string | undefined> {
    const ticketId = recent(this.model.ticketIds, one.on, 3);
    if (ticketId === undefined) return undefined;
    const by = 'by' in one ? this.actor(one.by, ticketId) : this.person(0);
    const isVisible = this.model.mayReadTicket(by, ticketId);
    const ask = (method: string, path: string, body?: unknown) =>
      this.send(by, `${method} /api/tickets/${ticketId}${path}`, body, isVisible);
    if (one.do === 'delete') await ask('DELETE', '');
    else if (one.do === 'comment') this.keep(await ask('POST', '/comments', this.wordsOf(one, ticketId)));
    else if (one.do === 'attach') await this.attach(one, { by, ticketId });
    else if (one.do === 'change') await ask('PATCH', '', { [one.field]: this.valueFor(one) });
    else if (one.do === 'watch') await ask('POST', '/watchers', { user_id: this.person(one.who).id });
    else if (one.do === 'unwatch') await ask('DELETE', `/watchers/${this.person(one.who).id}`);
    else if ((await ask(one.muted ? 'PUT' : 'DELETE', '/mute')) !== undefined) {
      this.model.mutes[one.muted ? 'add' : 'delete'](`${ticketId} ${by.id}`);
    }
    return ticketId;
  }

  private async onComment(one: Doing<'edit' | 'hide' | 'erase'>): Promise<string | undefined> {
    const comment = recent(this.model.comments, one.on, 2);
    if (comment === undefined) return undefined;
    const by = this.actor(one.by, comment.ticketId);
    const [path, isVisible] = [`/api/comments/${comment.id}`, this.model.mayReadComment(by, comment)];
    if (one.do !== 'erase') {
      const body = one.do === 'edit' ? { content: `Edited at ${this.count}` } : { internal: one.internal };
      this.keep(await this.send(by, `PATCH ${path}`, body, isVisible));
    } else if ((await this.send(by, `DELETE ${path}`, undefined, isVisible)) !== undefined) {
      this.model.files = this.model.files.filter(({ commentId }) => commentId !== comment.id);
    }
    return comment.ticketId;
  }

  private async onFile(one: Doing<'replace' | 'detach'>): Promise<string | undefined> {
    const file = recent(this.model.files, one.on, 2);
    if (file === undefined) return undefined;
    const by = this.actor(one.by, file.ticketId);
    const [path, isVisible] = [`/api/attachments/${file.id}`, this.model.mayReadFile(by, file)];
    if (one.do === 'replace') await this.upload(by, `PUT ${path}`, { isVisible });
    else if ((await this.send(by, `DELETE ${path}`, undefined, isVisible)) !== undefined) {
      this.model.files = this.model.files.filter(({ id }) => id !== file.id);
    }
    return file.ticketId;
  }

  private async attach(
    { toComment }: Doing<'attach'>,
    { by, ticketId }: { by: Actor; ticketId: string },
  ): Promise<void> {
    const comment = toComment ? this.lastComment(ticketId) : undefined;
    // For an invisible comment the answer is the same as for one that does not exist.
    const fields = comment !== undefined && { comment_id: comment.id };
    const isVisible = this.model.mayReadTicket(by, ticketId);
    const made = await this.upload(by, `POST /api/tickets/${ticketId}/attachments`, {
      isVisible,
      ...(fields && { fields }),
    });
    if (made === undefined) return;
    if (comment !== undefined) expect(this.model.mayReadComment(by, comment)).toBe(true);
    this.model.files.push({ id: made.id, ticketId, commentId: made.comment_id });
  }

  private async upload(
    by: Actor,
    route: string,
    { isVisible, fields }: { isVisible: boolean; fields?: Record<string, string> },
  ): Promise<Json> {
    const upload = { name: 'a.txt', bytes: `Written at ${this.count}`, fields };
    const answer = await sendForm<Json>(this.running, { token: by.access_token }, route, upload);
    return this.judged(by, { route, isVisible }, answer);
  }

  private async prefer({ by: place, type, channels }: Doing<'prefer'>): Promise<undefined> {
    const by = this.person(place);
    const body = { types: { [type]: channels } };
    if ((await this.send(by, 'PUT /api/users/me/preferences', body)) !== undefined) by.channels[type] = channels;
  }

  private judged(
    by: Actor,
    { route, isVisible }: { route: string; isVisible: boolean },
    { status, body }: { status: number; body: Json },
  ): Json {
    if (!by.isActive) expect([route, status]).toEqual([route, 401]);
    else if (!isVisible) expect([route, status]).toEqual([route, 404]);
    if (status >= 500) throw new Error(`${route}: ${status}`);
    return status < 300 ? (body ?? null) : undefined;
  }

  private keep(comment: Json): void {
    if (comment !== undefined) this.model.setComment(comment);
  }

  private wordsOf({ internal, reply, mention }: Doing<'comment'>, ticketId: string): object {
    const parent = reply ? this.lastComment(ticketId) : undefined;
    const content = mention === null ? 'Hello' : `Hello @[${this.person(mention).id}]`;
    return { content, internal, ...(parent !== undefined && { parent_id: parent.id }) };
  }

  private lastComment(ticketId: string): ModelComment | undefined {
    return this.model.comments.findLast((comment) => comment.ticketId === ticketId);
  }

  private valueFor({ field, to }: Doing<'change'>): unknown {
    if (field === 'title') return `Printer ${to}`;
    if (field === 'status') return ['open', 'in_progress', 'pending', 'resolved', 'closed'][to % 5];
    return this.person(to).id;
  }

  /** Mostly a person who sees the ticket: the others only prove that they cannot act. */
  private actor(place: number, ticketId: string): Actor {
    const readers = this.people.filter(({ id }) => this.model.readers(ticketId).has(id));
    return (place % 7 === 0 ? undefined : readers[place % Math.max(1, readers.length)]) ?? this.person(place);
  }
}

/** Of the last few: the corners lie where the same thing is changed again and again. */
function recent<T>(items: readonly T[], place: number, few: number): T | undefined {
  return items.at(-1 - (place % Math.max(1, Math.min(few, items.length))));
}
