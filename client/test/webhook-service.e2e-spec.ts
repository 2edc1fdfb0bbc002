import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Person } from '../../test/support/people/person.js';
import { Stage } from '../../test/support/servers/stage.js';
import { Receiver } from '../../test/support/receivers/receiver.js';
import { until } from '../../test/support/until.js';
import { configure } from '../src/configured-client.js';
import { triggerEvent } from '../src/trigger-event.js';
import { verifyWebhook } from '../src/verify-webhook.js';
import { WEBHOOK_EVENTS } from '../src/catalogue.js';
import { WebhookService } from '../src/webhook-service.js';

let server: Stage;
let receiver: Receiver;
let user: Person;
let stranger: Person;

beforeAll(async () => {
  [server, receiver] = await Promise.all([Stage.start(), Receiver.start()]);
  user = await server.accounts.person('user');
  stranger = await server.accounts.person('user');
  const admin = await server.accounts.person('admin');
  const { body } = await server.accounts.call('POST /api/api-keys', { as: admin, body: { name: 'the product' } });
  configure({ url: server.url, apiKey: body.key });
});

afterAll(async () => {
  await server.close();
  await receiver.stop();
});

it('a webhook created for a user gets signed events of that user, and only that user sees its deliveries', async () => {
  const webhook = await WebhookService.createWebhook(user.id, {
    name: 'Projects',
    url: receiver.url,
    events: [WEBHOOK_EVENTS.PROJECT_CREATED],
  });
  expect(webhook).toMatchObject({ owner_type: 'user', user_id: user.id, name: 'Projects' });

  const data = { id: 'p-1', name: 'Apollo' };
  await triggerEvent({ eventType: 'project.created', userId: stranger.id, data });
  await triggerEvent({ eventType: 'project.deleted', userId: user.id, data });
  const { id } = await WebhookService.triggerEvent({ eventType: 'project.created', userId: user.id, data });

  const [request] = await receiver.received(1);
  const { headers, text: body } = request ?? { headers: {}, text: '' };
  const secret = webhook.secret ?? '';
  expect(await verifyWebhook({ headers, body, secret })).toMatchObject({
    family: 'standard',
    id,
    payload: { id, type: 'project.created', data },
  });

  await until(async () => {
    const { deliveries } = await WebhookService.getDeliveries(webhook.id, user.id);
    return deliveries.some(({ status }) => status === 'SUCCESS');
  });
  const { deliveries } = await WebhookService.getDeliveries(webhook.id, user.id);
  expect(deliveries.map(({ event_id, status }) => [event_id, status])).toEqual([[id, 'SUCCESS']]);
  expect(receiver.requests).toHaveLength(1);
  await expect(WebhookService.getDeliveries(webhook.id, stranger.id)).rejects.toMatchObject({ status: 404 });
});

it('an event sent twice with one idempotency key is stored once', async () => {
  const event = { eventType: 'order.shipped', data: { id: 'o-1' }, idempotencyKey: 'o-1 shipped' } as const;
  expect(await triggerEvent(event)).toEqual(await triggerEvent(event));
  await expect(triggerEvent({ ...event, data: { id: 'o-2' } })).rejects.toMatchObject({ status: 409 });
});
