import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';
import type { Json } from '../support/sockets/socket.js';

/** Where the desk has ids, times and texts, everything else. */
const HOSTILE_DATA: Json = {
  id: 'T-12',
  ticket_id: 'T-12',
  comment_id: 12,
  parent_id: true,
  article_id: {},
  requester_id: 7,
  assignee_id: 'nobody',
  author_id: [],
  uploaded_by: null,
  company_id: 'Acme',
  webhook_id: 'none',
  user_ids: [1, 'x', null],
  part: -1,
  position: 'x',
  title: null,
  message: { text: 'x' },
  internal: 'yes',
  deleted: 'no',
  mentions: ['x'],
  changes: 7,
};
/** Nouns of the desk with what its own names never have: digits, further dots, other verbs. */
const LOOKALIKES = [
  'ticket.v2.created',
  'ticket.created.v2',
  'comment.v2.created',
  'attachment.x.added',
  'kb_article.v2.published',
  'user.v2.deactivated',
  'webhook.test.again',
  'notification.created.twice',
  'inbox.changed.twice',
  'fan_out.continued.twice',
  'event.quarantined',
];
const HIDDEN = ['inbox.changed', 'fan_out.continued'];

let attacked: AttackedServer;
let plain: Attacker;
let operator: Attacker;

beforeAll(async () => {
  attacked = await AttackedServer.start();
  plain = await attacked.attacker();
  operator = await attacked.attacker({ role: 'admin' });
}, 60_000);
afterAll(stopAttack);

function event(type: string, sender: Attacker): Json {
  return { type, data: HOSTILE_DATA, user_id: sender.id, notify: { message: 'Look' } };
}

describe('custom events with names of desk events', () => {
  it.each(LOOKALIKES)('named %s from a plain user delay no other work', async (type) => {
    await attacked.unharmedBy(
      `names, ${type}`,
      async () => {
        for (let n = 0; n < 3; n += 1) await plain.send('POST /api/events', { body: event(type, plain) });
      },
      700,
    );
  });

  it('with every name of the catalogue and foreign data, sent by an admin, delay no other work', async () => {
    const { items }: Json = await operator.must('GET /api/event-types');
    await attacked.unharmedBy('names of the catalogue', async () => {
      for (const { name } of items) await operator.send('POST /api/events', { body: event(name, operator) });
      const events = items.map(({ name }: Json) => event(name, operator));
      await operator.send('POST /api/events/batch', { body: { events } });
    });
  });

  it.each(HIDDEN)('with the hidden name %s are refused for an admin too, alone and in a batch', async (type) => {
    await attacked.unharmedBy(
      `names, hidden ${type}`,
      async () => {
        const one = await operator.send('POST /api/events', { body: event(type, operator) });
        expect([one.status, one.json.errors?.[0]?.field]).toEqual([400, 'type']);
        const body = { events: [event('project.created', operator), event(type, operator)] };
        const batch = await operator.send('POST /api/events/batch', { body });
        expect([batch.status, batch.json.errors?.[0]?.field]).toEqual([400, 'events.1.type']);
      },
      700,
    );
  });
});
