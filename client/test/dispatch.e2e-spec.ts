import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Stage } from '../../test/support/servers/stage.js';
import { Receiver } from '../../test/support/receivers/receiver.js';
import type { Json } from '../../test/support/sockets/socket.js';
import { CarillonClient } from '../src/carillon-client.js';
import { configure } from '../src/configured-client.js';
import {
  dispatchBillingEvent,
  dispatchNodeAlert,
  dispatchServerStateChange,
  dispatchSettingsUpdate,
  dispatchSupportTicket,
  dispatchSyncCompletion,
  dispatchSystemAlert,
} from '../src/dispatch-helpers.js';
import { dispatchWebhook, type DispatchResult } from '../src/dispatch-webhook.js';
import { EMBED_COLORS } from '../src/embeds.js';

const { good, bad, warning, info } = EMBED_COLORS;

let server: Stage;
let client: CarillonClient;
/** Channels of Discord, each with an endpoint that posts to it. */
let staff: Receiver;
let broken: Receiver;

beforeAll(async () => {
  [server, staff, broken] = await Promise.all([Stage.start(), Receiver.start(), Receiver.start()]);
  const admin = await server.accounts.person('admin');
  const { body } = await server.accounts.call('POST /api/api-keys', { as: admin, body: { name: 'the product' } });
  client = configure({ url: server.url, apiKey: body.key });
});

beforeEach(() => {
  staff.requests.length = 0;
  staff.reply = 204;
  broken.reply = 500;
});

afterAll(async () => {
  await server.close();
  await Promise.all([staff.stop(), broken.stop()]);
});

async function channel(name: string, { url }: Receiver, events: string[]): Promise<void> {
  await client.post('/api/webhooks', { body: { name, url, events, payload_format: 'discord' } });
}

async function posted(): Promise<Json> {
  const [request] = await staff.received(1);
  const [embed] = request?.body.embeds ?? [];
  const fields = (embed.fields ?? []).map(({ name, value }: Json) => [name, value]);
  return { ...embed, fields: Object.fromEntries(fields) };
}

describe('the dispatch helpers against a real server', () => {
  it('return an error when no webhook matches', async () => {
    expect(await dispatchSystemAlert('Backup', 'no space', 'error')).toEqual({
      success: false,
      sent: 0,
      failed: 0,
      errors: [{ webhook: 'system', error: 'no webhook configured' }],
    });
  });

  describe('with a channel', () => {
    beforeAll(() => channel('staff', staff, ['*']));

    it.each<[string, () => Promise<DispatchResult>, Json]>([
      [
        'settings',
        () => dispatchSettingsUpdate(['site_name'], 'Grace'),
        { color: info, fields: { 'Updated by': 'Grace' } },
      ],
      [
        'a good sync',
        () => dispatchSyncCompletion(true, { items: 12 }, 5_400),
        { color: good, fields: { items: '12' } },
      ],
      ['a bad sync', () => dispatchSyncCompletion(false, 'timeout'), { color: bad, description: 'timeout' }],
      ['a server online', () => dispatchServerStateChange('eu-1', 'online'), { color: good, title: 'eu-1 is online' }],
      ['a server offline', () => dispatchServerStateChange('eu-1', 'offline'), { color: warning }],
      ['a crash', () => dispatchServerStateChange('eu-1', 'crashed', 'n-3'), { color: bad, fields: { Node: 'n-3' } }],
      ['an alert', () => dispatchSystemAlert('Backup', 'no space', 'warning'), { color: warning, title: 'Backup' }],
      ['a ticket', () => dispatchSupportTicket('resolved', 12, 'Printer'), { color: good, fields: { Ticket: '12' } }],
      ['a node', () => dispatchNodeAlert('n-3', 'disk', 93.5, 90), { color: warning, fields: { Usage: '93.5 %' } }],
      ['money', () => dispatchBillingEvent('invoice', 'No. 7', 19.9), { color: good, fields: { Amount: '19.90' } }],
      ['an embed', () => dispatchWebhook('CUSTOM', { title: 'Hi', color: 1 }), { color: 1, title: 'Hi' }],
    ])('post %s', async (_what, dispatch, expected) => {
      expect(await dispatch()).toEqual({ success: true, sent: 1, failed: 0, errors: [] });
      expect(await posted()).toMatchObject(expected);
    });

    it('send content of any size', async () => {
      const fields = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`f${at}`, 'x'.repeat(3_000)]));
      const result = await dispatchSupportTicket('created', 'T-1', 's'.repeat(900), fields);
      expect(result).toEqual({ success: true, sent: 1, failed: 0, errors: [] });
    });

    it('name the failed channel when another one succeeded', async () => {
      await channel('broken', broken, ['system.alert']);
      const result = await dispatchSystemAlert('Backup', 'no space');
      expect(result).toMatchObject({ success: true, sent: 1, failed: 1 });
      expect(result.errors).toEqual([{ webhook: 'broken', error: expect.stringContaining('500') }]);
    });
  });
});
