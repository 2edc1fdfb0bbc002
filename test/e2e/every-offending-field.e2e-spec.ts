import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { wrongFields, type Account } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';

let server: RunningApp;
let admin: Account;

beforeAll(async () => {
  server = await startApp();
  admin = await server.accounts.person('admin');
});
afterAll(() => server.close());

const post = (path: string, body: unknown) => server.accounts.call(`POST /api/${path}`, { as: admin, body });

describe('one answer names every offending field', () => {
  it('of a new webhook, whichever check finds it', async () => {
    const webhook = {
      name: 7,
      url: 'ftp://example.com',
      filter: 'data.',
      template: '{{ unclosed',
      headers: { host: 'x' },
      retry_schedule: ['soon'],
      secret: 'short',
      max_attempts: 21,
      no_such_field: 1,
      constructor: 1,
      owner_type: 'user',
      company_id: newId(),
    };
    const fields = [...Object.keys(webhook), 'events'].filter((field) => field !== 'owner_type').sort();
    expect(wrongFields(await post('webhooks', webhook))).toEqual(fields);
    const unknownOwner = { url: 'http://10.0.0.1/', events: ['*'], user_id: newId() };
    expect(wrongFields(await post('webhooks', unknownOwner))).toEqual(['url', 'user_id']);
  });

  it('of a changed webhook', async () => {
    const { body } = await post('webhooks', { url: 'http://127.0.0.1:9/', events: ['*'] });
    const change = { url: 'nowhere', filter: '1 +', name: '', active: 'yes' };
    const answer = await server.accounts.call(`PATCH /api/webhooks/${body.id}`, { as: admin, body: change });
    expect(wrongFields(answer)).toEqual(['active', 'filter', 'name', 'url']);
  });

  it('of a webhook in the older dialect', async () => {
    const webhook = { url: 'nowhere', filter: '1 +', retry_count: 0, name: '' };
    const answer = await server.accounts.call('POST /v1/webhooks', { as: admin, body: webhook });
    expect(wrongFields(answer)).toEqual(['events', 'filter', 'name', 'retry_count', 'url']);
  });

  it('of a personal webhook, a preview, a secret and a recovery', async () => {
    const personal = { webhook_url: 'ftp://x', rotate_secret: 1 };
    const call = (route: string, body: unknown) => server.accounts.call(route, { as: admin, body });
    expect(wrongFields(await call('PUT /api/users/me/webhook', personal))).toEqual(['rotate_secret', 'webhook_url']);
    const preview = { payload_format: 'template', filter: '1 +', json_style: 'x' };
    expect(wrongFields(await post('webhooks/preview', preview))).toEqual(['filter', 'json_style', 'template']);
    const secret = { overlap: '31d', secret: 'short' };
    expect(wrongFields(await post(`webhooks/${newId()}/regenerate-secret`, secret))).toEqual(['overlap', 'secret']);
    const recovery = { since: '2999-01-01T00:00:00Z', until: '1969-01-01T00:00:00Z', dry_run: 'no' };
    expect(wrongFields(await post(`webhooks/${newId()}/recover`, recovery))).toEqual(['dry_run', 'since', 'until']);
  });

  it('of an event: shape, types of its data, embed, notice, target and query', async () => {
    const event = {
      type: 'payment.failed',
      data: { amount: 'ten', list: [] },
      embed: {},
      notify: { message: 'm' },
      company_id: newId(),
      ordering_key: 7,
      toString: 'x',
    };
    const fields = wrongFields(await post('events?wait=1y&x=1', event));
    expect(fields).toEqual(
      ['company_id', 'data.amount', 'embed', 'notify', 'ordering_key', 'toString', 'wait', 'x'].sort(),
    );
  });

  it('of a batch, each by its place', async () => {
    const good = { type: 'project.created', data: {} };
    const events = [
      good,
      { ...good, type: 'x' },
      { ...good, data: 1 },
      { ...good, embed: {} },
      { type: 'payment.failed', data: { amount: 'x' } },
      7,
      {},
    ];
    expect(wrongFields(await post('events/batch', { events }))).toEqual([
      'events.1.type',
      'events.2.data',
      'events.3.embed',
      'events.4.data.amount',
      'events.5',
      'events.6.data',
      'events.6.type',
    ]);
  });

  it('of a batch of millions, quickly', async () => {
    const answer = await post('events/batch', { events: Array.from({ length: 1_500_000 }, () => 0) });
    expect(wrongFields(answer)).toEqual(['events', 'events.0']);
  });

  it('of a ticket with people who do not exist', async () => {
    const ticket = { title: '', assignee_id: newId(), requester_id: newId(), priority: 'x' };
    expect(wrongFields(await post('tickets', ticket))).toEqual(['assignee_id', 'priority', 'requester_id', 'title']);
  });

  it('of a ticket by somebody who may not name people, without telling who exists', async () => {
    const user = await server.accounts.person('user');
    const body = { title: '', assignee_id: admin.id, requester_id: newId() };
    expect(wrongFields(await server.accounts.call('POST /api/tickets', { as: user, body }))).toEqual(['title']);
  });

  it('of preferences', async () => {
    const body = { types: { constructor: {}, new_ticket: { inbox: 1, toString: true } }, auto_watch: 'x' };
    const answer = await server.accounts.call('PUT /api/users/me/preferences', { as: admin, body });
    expect(wrongFields(answer)).toEqual([
      'auto_watch',
      'types.constructor',
      'types.new_ticket.inbox',
      'types.new_ticket.toString',
    ]);
  });

  it('of a query', async () => {
    const query = 'status=x&priority=y&assignee_id=z&limit=0&cursor=a&cursor=b&__proto__=1&q=%ff';
    const answer = await server.accounts.call(`GET /api/tickets?${query}`, { as: admin });
    expect(wrongFields(answer)).toEqual(['__proto__', 'assignee_id', 'cursor', 'limit', 'priority', 'q', 'status']);
  });
});

describe('fields named like members of JavaScript objects', () => {
  it('are refused by every kind of body, at every level that is not free-form', async () => {
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      const body = JSON.parse(`{"name":"x","${name}":1}`) as object;
      expect([name, wrongFields(await post('companies', body))]).toEqual([name, [name]]);
    }
    const embed = JSON.parse('{"title":"x","__proto__":{},"fields":[{"name":"a","value":"b","valueOf":1}]}') as object;
    const answer = await post('events', { type: 'project.created', data: {}, embed });
    expect(wrongFields(answer)).toEqual(['embed.__proto__', 'embed.fields.0.valueOf']);
  });
});
