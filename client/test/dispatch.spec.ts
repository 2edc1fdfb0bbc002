import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Receiver, type ReceivedRequest } from '../../test/support/receivers/receiver.js';
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

const [GREEN, RED, ORANGE, BLUE] = [3066993, 15158332, 15105570, 3447003];
const TAKEN = { id: 'e-1', success: true, sent: 1, failed: 0, pending: 0, errors: [] };

/** Answers as `POST /api/events?wait=` does; what it was sent is what is looked at here. */
let server: Receiver;

beforeAll(async () => {
  server = await Receiver.start();
});

beforeEach(() => {
  server.requests.length = 0;
  answer(202, TAKEN);
  configure({ url: new URL(server.url).origin, apiKey: 'ck_test' });
});

afterAll(() => server.stop());

function answer(status: number, body: unknown): void {
  server.reply = (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

describe('the dispatch helpers', () => {
  it.each<[string, () => Promise<DispatchResult>, object]>([
    [
      'a change of settings',
      () => dispatchSettingsUpdate(['site_name', 'registration'], 'Grace'),
      {
        type: 'system.settings_updated',
        category: 'SYSTEM',
        data: { changed_fields: ['site_name', 'registration'], updated_by: 'Grace' },
        color: BLUE,
        fields: { 'Changed fields': 'site_name, registration', 'Updated by': 'Grace' },
      },
    ],
    [
      'a change of settings with its values',
      () => dispatchSettingsUpdate({ site_name: 'Acme', limits: { users: 5 }, note: null }),
      {
        type: 'system.settings_updated',
        data: {
          changed_fields: ['site_name', 'limits', 'note'],
          settings: { site_name: 'Acme', limits: { users: 5 }, note: null },
        },
        color: BLUE,
        fields: { site_name: 'Acme', limits: 'users: 5' },
      },
    ],
    [
      'a sync that went well',
      () => dispatchSyncCompletion(true, { items: 12 }, 5_400.4),
      {
        type: 'sync.completed',
        category: 'SYSTEM',
        data: { success: true, details: { items: 12 }, duration_ms: 5_400 },
        color: GREEN,
        fields: { items: '12', Duration: '5.4 s' },
      },
    ],
    [
      'a sync that failed',
      () => dispatchSyncCompletion(false, 'timeout'),
      {
        type: 'sync.failed',
        data: { success: false, details: 'timeout', error: 'timeout' },
        color: RED,
        description: 'timeout',
      },
    ],
    ...(['online', 'offline', 'crashed'] as const).map((state, at): [string, () => Promise<DispatchResult>, object] => [
      `a server that is ${state}`,
      () => dispatchServerStateChange('eu-1', state, 'node-3'),
      {
        type: 'server.state_changed',
        category: 'GAME_SERVER',
        data: { name: 'eu-1', state, node_id: 'node-3' },
        color: [GREEN, ORANGE, RED][at],
        fields: { Server: 'eu-1', State: state, Node: 'node-3' },
      },
    ]),
    ...(['info', 'warning', 'error'] as const).map((severity, at): [string, () => Promise<DispatchResult>, object] => [
      `a system alert: ${severity}`,
      () => dispatchSystemAlert('Backup', new Error('no space'), severity),
      {
        type: 'system.alert',
        category: 'SECURITY',
        data: { title: 'Backup', error: 'no space', severity },
        color: [BLUE, ORANGE, RED][at],
        description: 'no space',
        fields: { Severity: severity },
      },
    ]),
    ...(['created', 'updated', 'resolved'] as const).map(
      (action, at): [string, () => Promise<DispatchResult>, object] => [
        `a ticket that is ${action}`,
        () => dispatchSupportTicket(action, 12, 'Printer', { by: 'Ada' }),
        {
          type: 'support.ticket',
          category: 'SUPPORT',
          data: { id: '12', subject: 'Printer', action, details: 'by: Ada' },
          color: [BLUE, BLUE, GREEN][at],
          fields: { Ticket: '12', by: 'Ada' },
        },
      ],
    ),
    [
      'a node above its threshold',
      () => dispatchNodeAlert('node-3', 'memory', 93, 90),
      {
        type: 'node.alert',
        category: 'VPS',
        data: { node_name: 'node-3', resource: 'memory', usage: 93, threshold: 90 },
        color: ORANGE,
        fields: { Node: 'node-3', Resource: 'memory', Usage: '93 %', Threshold: '90 %' },
      },
    ],
    [
      'a node that is below it again',
      () => dispatchNodeAlert('node-3', 'cpu', 20, 90),
      { type: 'node.alert', color: GREEN },
    ],
    [
      'a payment',
      () => dispatchBillingEvent('payment', 'Invoice 7', 19.9),
      {
        type: 'billing.event',
        category: 'BILLING',
        data: { kind: 'payment', details: 'Invoice 7', amount: 19.9 },
        color: GREEN,
        description: 'Invoice 7',
        fields: { Amount: '19.90' },
      },
    ],
  ])('send an event for %s', async (_what, dispatch, expected) => {
    expect(await dispatch()).toEqual({ success: true, sent: 1, failed: 0, errors: [] });
    const [request] = server.requests;
    expect([request?.method, request?.url]).toEqual(['POST', '/api/events?wait=5s']);
    expect(request?.headers.authorization).toBe('Bearer ck_test');
    const { embed, ...event } = (request as ReceivedRequest).body;
    const fields = Object.fromEntries(
      (embed.fields ?? []).map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    expect({ ...event, ...embed, fields }).toMatchObject(expected);
  });

  it('send a custom embed for the given user and company', async () => {
    const embed = { title: 'Hello', color: 1, fields: [{ name: 'a', value: 'b' }] };
    const client = new CarillonClient({ url: new URL(server.url).origin, apiKey: 'ck_other' });
    await dispatchWebhook('BILLING', embed, { client, userId: 'u-1', companyId: 'c-1', waitSeconds: 2 });
    const [request] = server.requests;
    expect(request?.url).toBe('/api/events?wait=2s');
    expect(request?.headers.authorization).toBe('Bearer ck_other');
    expect(request?.body).toEqual({
      type: 'billing.notice',
      category: 'BILLING',
      data: { title: 'Hello', fields: [{ name: 'a', value: 'b' }] },
      embed,
      user_id: 'u-1',
      company_id: 'c-1',
    });
  });

  it('name the webhook that failed', async () => {
    const errors = [{ webhook: 'staff', error: 'status 500' }];
    answer(202, { ...TAKEN, failed: 1, errors });
    expect(await dispatchSystemAlert('x', 'y')).toEqual({ success: true, sent: 1, failed: 1, errors });
  });
});

describe('the dispatch helpers return an error instead of rejecting', () => {
  const lost = (error: unknown) => ({ success: false, sent: 0, failed: 0, errors: [{ webhook: 'system', error }] });

  it('when no webhook matches', async () => {
    const errors = [{ webhook: 'system', error: 'no webhook configured' }];
    answer(202, { ...TAKEN, success: false, sent: 0, errors });
    expect(await dispatchSystemAlert('x', 'y')).toEqual(lost('no webhook configured'));
  });

  it('when the server refuses the event', async () => {
    answer(400, { status: 400, detail: 'Bad input', errors: [{ field: 'embed', message: 'must be an object' }] });
    expect(await dispatchSystemAlert('x', 'y')).toEqual(lost('embed must be an object'));
    answer(403, { status: 403, detail: 'Not yours.' });
    expect(await dispatchSystemAlert('x', 'y')).toEqual(lost('Not yours.'));
  });

  it('when a proxy answers instead of the server', async () => {
    server.reply = (response) => void response.writeHead(502).end('<h1>Bad gateway</h1>');
    expect(await dispatchSystemAlert('x', 'y')).toEqual(lost('The server answered 502.'));
    server.reply = (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{');
    expect(await dispatchSystemAlert('x', 'y')).toEqual(lost(expect.any(String)));
  });

  it('when the server is unreachable', async () => {
    configure({ url: 'http://127.0.0.1:1' });
    expect(await dispatchSystemAlert('x', 'y')).toEqual(lost(expect.stringContaining('got no answer')));
  });

  it('when the event cannot be read or serialised', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(await dispatchSyncCompletion(true, circle)).toEqual(lost(expect.any(String)));
    expect(await dispatchWebhook('CUSTOM', {}, { data: { n: 1n } })).toEqual(lost(expect.any(String)));
    const trap = {
      get broken(): string {
        throw new Error('unreadable');
      },
    };
    expect(await dispatchSupportTicket('created', 1, 'x', trap)).toEqual(lost('Error: unreadable'));
    expect(server.requests).toEqual([]);
  });
});
