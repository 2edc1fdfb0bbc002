import type { Person } from '../processes/application.js';
import type { ReceiverCommands } from '../processes/receivers.js';
import type { Child } from './child.js';
import { commentTimes, type Writer } from './commenting.js';
import type { Stage } from './stage.js';

export const ENDPOINTS = 50;
/** Several, since the order that is kept within a ticket would else leave one request in flight for each endpoint. */
const TICKETS = 40;

/** People with a webhook each, who watch the same tickets: one comment is a delivery to every one of them. */
export class Audience {
  private constructor(
    private readonly stage: Stage,
    private readonly writers: readonly Writer[],
    private readonly endpoints: number,
  ) {}

  static async open(stage: Stage, receivers: Child<ReceiverCommands>, endpoints = ENDPOINTS): Promise<Audience> {
    const [agent] = await stage.application.ask('hire', { role: 'agent', count: 1 });
    if (agent === undefined) throw new Error('The desk has no staff.');
    const watchers = await stage.application.ask('hire', { role: 'agent', count: endpoints });
    await giveWebhooks(stage, watchers, await receivers.ask('open', endpoints));
    const tickets = await Promise.all(Array.from({ length: TICKETS }, () => stage.ticket(agent, agent)));
    await stage.application.ask(
      'query',
      `INSERT INTO ticket_watchers (ticket_id, user_id)
       SELECT t, u FROM unnest('{${tickets.join()}}'::uuid[]) t, unnest('{${watchers.map(({ id }) => id).join()}}'::uuid[]) u`,
    );
    const writers = Array.from({ length: 10 }, (_, index) => ({
      person: agent,
      ticketIds: tickets.filter((_ticket, place) => place % 10 === index),
    }));
    return new Audience(stage, writers, endpoints);
  }

  /** Queues at least so many deliveries, in the log and in the lanes; while sending is paused, they stay there. */
  async addBacklog(deliveries: number): Promise<void> {
    await commentTimes(this.stage, this.writers, Math.ceil(deliveries / this.endpoints));
    await this.stage.dispatched();
  }
}

export async function giveWebhooks(stage: Stage, people: readonly Person[], urls: readonly string[]): Promise<void> {
  for (const [index, person] of people.entries()) {
    await stage.call(person, 'PUT /api/users/me/webhook', { webhook_url: urls[index % urls.length] });
  }
}
