import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { newId } from '../../src/common/ids.js';
import { SecretBox } from '../../src/webhooks/secret-box.js';
import { generateSecret } from '../../src/webhooks/signing.js';
import type { Account } from '../support/accounts.js';
import { Office } from '../support/office.js';
import { Receiver } from '../support/receiver.js';
import { closeSockets, connect, type Json } from '../support/socket.js';
import { until } from '../support/until.js';

let office: Office;
let agent: Account;
let requester: Account;
let receiver: Receiver;

beforeEach(async () => {
  office = await Office.open({ WEBHOOK_RETRY_SCHEDULE: '50ms,100ms,150ms', WEBHOOK_TIMEOUT: '500ms' });
  ({ agent, requester } = office.people);
  receiver = await Receiver.start();
});

afterEach(async () => {
  closeSockets();
  await office.running.close();
  await receiver.stop();
});

/** @returns the secret */
async function setWebhook(as: Account, url: string): Promise<string> {
  const secret = generateSecret();
  await office.running.dataSource.query(
    `INSERT INTO webhook_endpoints (id, kind, owner_type, user_id, name, url, payload_format, secret_encrypted, secret_preview)
     VALUES ($1, 'personal', 'user', $2, 'Personal', $3, 'notification', $4, '')`,
    [newId(), as.id, url, office.running.get(SecretBox).seal(secret)],
  );
  return secret;
}

function states(): Promise<Json[]> {
  return office.running.dataSource.query(
    'SELECT state, attempts, tries, response_status AS status, error FROM webhook_deliveries ORDER BY id',
  );
}

async function finished(): Promise<Json[]> {
  await until(async () => (await states()).every(({ state }: Json) => !['pending', 'retry'].includes(state)), {
    timeoutMs: 10_000,
    describe: states,
  });
  return states();
}

describe('a delivery', () => {
  it('is the same envelope as the push, byte for byte', async () => {
    await setWebhook(requester, receiver.url);
    const socket = await connect(office.running.url, { token: requester.access_token });
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent, { content: 'Grüße, 日本 "quoted" \u2028 1.10' });
    const [request] = (await receiver.received(2)).slice(-1);
    await socket.waitFor(() => socket.of('notification').length === 2);
    const push = socket.of('notification')[1];
    expect(JSON.stringify(request?.body)).toBe(request?.text);
    expect(request?.text).toBe(JSON.stringify({ event: push.event, notification: push.notification, data: push.data }));
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': expect.stringMatching(/^Carillon\/\d+\.\d+\.\d+$/),
      'webhook-id': push.notification.id,
      'x-webhook-id': push.notification.id,
      'x-webhook-event': 'comment.created',
    });
  });
});

describe('a receiver', () => {
  it('that answers 500 twice gets it a third time, signed anew under the same id', async () => {
    const webhook = new Webhook(await setWebhook(requester, receiver.url));
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await receiver.received(1);
    receiver.requests.length = 0;
    receiver.next.push(500, 500, 200);
    await office.comment(ticket, agent);
    await receiver.received(3);
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    for (const { text, headers } of receiver.requests) {
      expect(() => webhook.verify(text, headers as Record<string, string>)).not.toThrow();
    }
    expect((await finished()).at(-1)).toMatchObject({ state: 'success', attempts: 3, status: 200 });
  });
});
