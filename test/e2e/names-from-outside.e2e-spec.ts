import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { DEFINITIONS } from '../../src/events/catalogue/catalogue.js';
import { EventRecorder } from '../../src/events/event-recorder.js';
import type { CommentAnswer } from '../../src/comments/comments.answers.js';
import type { TicketAnswer } from '../../src/tickets/tickets.answers.js';
import { Stage } from '../support/servers/stage.js';
import { type Cast } from '../support/people/accounts.js';
import type { Person } from '../support/people/person.js';
import { holdDispatch } from '../support/database/hold-dispatch.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json, type TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

const LISTS = ['tickets', 'comments', 'attachments', 'kb', 'webhooks'];
const STAFF_LISTS = [...LISTS, 'users', 'companies', 'assets', 'machines', 'alerts'];
const DESK_NOUNS = ['ticket', 'comment', 'attachment', 'user', 'kb_article', 'company', 'asset', 'machine', 'alert'];
const AT_ONCE = 10;
const HIDDEN = ['inbox.changed', 'fan_out.continued'];
/** Every name that the system knows, and what a sender may make of one. */
const NAMES = [
  ...new Set(
    DEFINITIONS.flatMap(({ type }) => {
      const [noun, verb] = type.split('.');
      return [type, `${noun}.v2.${verb}`, `${noun}.x9`, `${type}.a.b`];
    }),
  ),
];

let running: Stage;
let cast: Cast;
let ticket: TicketAnswer;

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_RETRY_SCHEDULE: '1h' });
  cast = await running.accounts.cast();
  ticket = await cast.requester.createTicket({ title: 'The real ticket' });
  await cast.agent.patch(`/api/tickets/${ticket.id}`, { assignee_id: cast.agent.id });
  await running.settled();
});
afterEach(closeSockets);
afterAll(() => running.close());

/** As CONTRACT says it, not as the code does. */
function expectedStatus(type: string, role: string): number {
  const isBelow = (name: string) => type === name || type.startsWith(`${name}.`);
  if (HIDDEN.some(isBelow)) return 400;
  if (type.startsWith('webhook.') || isBelow('system.event_quarantined')) return role === 'admin' ? 400 : 403;
  const isDesk = DESK_NOUNS.includes(type.split('.')[0] ?? '') || isBelow('system.settings_updated');
  return isDesk && role !== 'admin' ? 403 : 202;
}

/** Ids that lead somewhere, or nowhere; each name meets another one. */
function hostile(place: number): { data: object; ordering_key?: string } {
  const ids = ['T-12', ticket.id, cast.requester.id, cast.acme.id, '', 'x'.repeat(10_000), newId()];
  const id = ids[place % ids.length];
  const data = { id, ticket_id: ticket.id, comment_id: ticket.id, delta: 7, event_id: newId(), after: cast.admin.id };
  return { data, ...(place % 3 > 0 && { ordering_key: place % 3 === 1 ? ticket.id : 'T-12' }) };
}

const unread = async (person: Person): Promise<number> =>
  (await person.get<{ unread_count: number }>('/api/notifications/unread-count')).body.unread_count;

/** An agent answers, and the requester has it in the inbox and on the socket. */
async function honestComment(socket: TestSocket): Promise<CommentAnswer> {
  const comment = await cast.agent.comment(ticket.id, { content: `Honest ${newId()}` });
  await socket.waitFor((self) => self.of('notification').some(({ data }) => data?.id === comment.id));
  const { items } = (await cast.requester.get<Json>('/api/notifications?limit=1')).body;
  expect(items[0].data).toMatchObject({ id: comment.id });
  return comment;
}

const sockets = async () => {
  const watching = await running.connect(cast.admin, { rooms: [...STAFF_LISTS, `ticket:${ticket.id}`] });
  const requester = await running.connect(cast.requester, { rooms: [...LISTS, `ticket:${ticket.id}`] });
  return { watching, requester };
};

/** What rooms got, but for the honest comments and what they did. */
const forged = (socket: TestSocket, honest: readonly CommentAnswer[]): Json[] =>
  socket.pushes.filter(
    ({ message, body }) =>
      message.endsWith('.update') && message !== 'notification.update' && !honest.some(({ id }) => id === body.id),
  );

describe.each(['requester', 'manager', 'agent', 'admin'] as const)(
  'a custom event of any name, sent by the %s',
  (who) => {
    it('is handled as documented, and never as a desk event', async () => {
      const sender = cast[who];
      const { watching, requester } = await sockets();
      const victims = [cast.watcher, cast.stranger];
      const before = await Promise.all(victims.map(unread));
      const own = await unread(sender);
      const history = (await cast.agent.get<Json>(`/api/tickets/${ticket.id}/history`)).body.items.length;
      const sent: string[] = [];
      let notified = 0;
      const send = async (type: string, place: number): Promise<void> => {
        const notify = place % 2 === 0 ? { notify: { message: `Sent as ${type}` } } : {};
        const body = { type, user_id: sender.id, ...hostile(place), ...notify };
        const answer = await sender.post<Json>('/api/events', body);
        expect([type, answer.status]).toEqual([type, expectedStatus(type, sender.role)]);
        if (answer.status === 400) expect(answer.body.errors.map(({ field }: Json) => field)).toEqual(['type']);
        if (answer.status !== 202) return;
        sent.push(answer.body.id);
        notified += place % 2 === 0 ? 1 : 0;
      };
      for (let start = 0; start < NAMES.length; start += AT_ONCE) {
        await Promise.all(NAMES.slice(start, start + AT_ONCE).map((type, index) => send(type, start + index)));
      }
      const honest = [await honestComment(requester)];
      await running.settled();
      const isAboutSender = who === 'requester' ? 1 : 0;
      expect(await unread(sender)).toBe(own + notified + isAboutSender);
      expect(await Promise.all(victims.map(unread))).toEqual(before);
      expect(forged(watching, honest)).toEqual([]);
      expect(forged(requester, honest)).toEqual([]);
      const made = `notifications WHERE event_id = ANY($1) AND (type <> 'event' OR user_id <> $2)`;
      expect(await running.accounts.count(made, [sent, sender.id])).toBe(0);
      expect(await running.accounts.count('notifications WHERE event_id = ANY($1)', [sent])).toBe(notified);
      expect((await cast.agent.get<Json>(`/api/tickets/${ticket.id}/history`)).body.items).toHaveLength(history + 1);
      // Of what this one sent, the requester's socket and log have nothing unless the requester is the sender.
      const pushed = requester.of('event').map(({ id }) => id);
      expect(pushed.filter((id) => sent.includes(id))).toHaveLength(who === 'requester' ? sent.length : 0);
    }, 90_000);
  },
);

describe('custom events already in the log', () => {
  it('are never handled as desk events, whatever their name, key and data', async () => {
    const { watching, requester } = await sockets();
    const before = await unread(cast.requester);
    const history = (await cast.agent.get<Json>(`/api/tickets/${ticket.id}/history`)).body.items.length;
    const recorder = running.get(EventRecorder);
    await running.dataSource.transaction(async (manager) => {
      for (const [place, type] of NAMES.entries()) {
        const { data, ordering_key: orderingKey } = hostile(place);
        recorder.record(manager, {
          type,
          data,
          orderingKey: orderingKey ?? 'T-12',
          userId: cast.requester.id,
          visibleTo: { staff: true, userIds: [cast.requester.id], managersOf: null },
          source: 'external',
        });
      }
    });
    const honest = [await honestComment(requester)];
    await running.settled();
    expect(await unread(cast.requester)).toBe(before + 1);
    expect(requester.of('notification').at(-1).unread_count).toBe(before + 1);
    expect(forged(watching, honest)).toEqual([]);
    expect(forged(requester, honest)).toEqual([]);
    expect(requester.of('notification.update')).toEqual([]);
    expect(requester.of('event')).toHaveLength(NAMES.length);
    expect((await cast.agent.get<Json>(`/api/tickets/${ticket.id}/history`)).body.items).toHaveLength(history + 1);
    expect(await running.accounts.count('inbox_changes WHERE user_id = $1', [cast.requester.id])).toBe(0);
    // A replay reads them all again.
    const again = await running.connect(cast.requester, {
      after: requester.of('ready')[0].cursor,
      rooms: [...LISTS, `ticket:${ticket.id}`],
    });
    expect(again.logged).toEqual(requester.logged);
  });
});

describe('a custom event with the id of a ticket as its ordering key', () => {
  it('notifies a person who muted that ticket', async () => {
    const muted = await cast.requester.createTicket();
    await cast.requester.put(`/api/tickets/${muted.id}/mute`);
    const before = await unread(cast.requester);
    // In one batch with an event of the ticket itself.
    await holdDispatch(running.dataSource, async () => {
      await cast.agent.comment(muted.id);
      const body = { type: 'project.created', data: {}, ordering_key: muted.id, user_id: cast.requester.id };
      await cast.agent.post('/api/events', { ...body, notify: { message: 'Not about the ticket' } });
    });
    await running.settled();
    expect(await unread(cast.requester)).toBe(before + 1);
  });

  it('keeps its data in the inbox when the ticket is deleted', async () => {
    const gone = await cast.requester.createTicket();
    await cast.agent.comment(gone.id);
    const data = { id: 'p-1', name: 'Apollo' };
    const body = { type: 'project.created', data, ordering_key: gone.id, user_id: cast.requester.id };
    await cast.agent.post('/api/events', { ...body, notify: { message: 'Not about the ticket' } });
    expect((await cast.admin.delete(`/api/tickets/${gone.id}`)).status).toBe(204);
    await running.settled();
    const { items } = (await cast.requester.get<Json>('/api/notifications?limit=10')).body;
    const about = items.filter((item: Json) => item.type === 'event' || item.data?.ticket_id === gone.id);
    expect(about[0].data.deleted ?? about[1].data.deleted).toBe(true);
    expect(items.find((item: Json) => item.message === 'Not about the ticket').data).toEqual(data);
  });

  it('does not hold back deliveries of the ticket when its own delivery fails', async () => {
    const receiver = await Receiver.start();
    try {
      receiver.reply = (response, { body }) => response.writeHead(body.type === 'project.created' ? 500 : 200).end();
      const events = ['project.created', 'comment.created'];
      const made = await cast.admin.post('/api/webhooks', { name: 'Both', url: receiver.url, events });
      expect(made.status).toBe(201);
      const body = { type: 'project.created', data: {}, ordering_key: ticket.id };
      expect((await cast.requester.post('/api/events', body)).status).toBe(202);
      await until(() => receiver.requests.length === 1);
      const comment = await cast.agent.comment(ticket.id);
      await until(() => receiver.requests.some(({ body }) => body.data.id === comment.id));
    } finally {
      await receiver.stop();
    }
  });
});
