import type { DemoPerson } from './demo-person.js';
import type { Journal } from './journal.js';

const ROOM_FOR_MS = 15_000;

export interface Cast {
  readonly requester: DemoPerson;
  readonly agent: DemoPerson;
}

/** A day at the desk. Waits after each step for all that it must bring, so that the lines tell a story. */
export class DemoStory {
  constructor(
    private readonly cast: Cast,
    private readonly journal: Journal,
  ) {}

  /** Stops at the first step that fails. */
  async play(): Promise<void> {
    const { requester, agent } = this.cast;
    const ticket = await this.step(`${requester.name} opens a ticket.`, async () => {
      const fields = { title: 'The printer is on fire', description: 'Third floor, next to the lift.' };
      const { id } = await requester.call('POST /api/tickets', fields);
      this.both(id, 'ticket.created');
      return `/api/tickets/${id}`;
    });
    if (ticket === undefined) return;
    const [route, id] = [ticket, ticket.split('/').at(-1) ?? ''];
    await this.step(`${agent.name} takes it.`, async () => {
      await agent.call(`PATCH ${route}`, { assignee_id: agent.id });
      this.both(id, 'ticket.updated', 'ticket.assigned');
      this.journal.expectNotification('requester', id, 'ticket_updated', true);
    });
    await this.talk(route);
    await this.step(`${agent.name} resolves the ticket.`, async () => {
      await agent.call(`PATCH ${route}`, { status: 'resolved' });
      this.both(id, 'ticket.updated', 'ticket.closed');
      this.journal.expectNotification('requester', id, 'ticket_updated', true);
    });
    await this.step(`${requester.name} tries the own channels.`, async () => {
      await requester.call('POST /api/notifications/webhooks/test', {});
      this.journal.expectNotification('requester', null, 'webhook_test', true);
    });
  }

  private async talk(route: string): Promise<void> {
    const { requester, agent } = this.cast;
    const comment = await this.step(`${agent.name} comments.`, async () => {
      const { id } = await agent.call(`POST ${route}/comments`, { content: 'Have you tried water?' });
      this.both(id, 'comment.created');
      this.journal.expectNotification('requester', id, 'comment_on_ticket', true);
      return String(id);
    });
    await this.step(`${requester.name} replies.`, async () => {
      const body = { content: 'It is a laser printer.', parent_id: comment ?? null };
      const { id } = await requester.call(`POST ${route}/comments`, body);
      this.both(id, 'comment.created');
      this.journal.expectNotification('agent', id, 'reply_to_comment', false);
    });
    await this.step(`${agent.name} writes an internal note, which ${requester.name} must not see.`, async () => {
      const body = { content: 'Send foam, not water.', internal: true };
      const { id } = await agent.call(`POST ${route}/comments`, body);
      this.journal.expect('agent', id, 'comment.created');
    });
  }

  private both(about: string, ...what: string[]): void {
    this.journal.expect('requester', about, ...what);
    this.journal.expect('agent', about, ...what);
  }

  /** @returns undefined when something that came before is missing: then there is nothing to go on with */
  private async step<T>(title: string, act: () => Promise<T>): Promise<T | undefined> {
    if (this.journal.missing().length > 0) return undefined;
    this.journal.say(title);
    const result = await act();
    await this.journal.complete(ROOM_FOR_MS);
    return result;
  }
}
