import { generateKeyPairSync, sign } from 'node:crypto';
import { newId } from '../../../src/common/ids.js';
import type { HttpAnswer, Person } from '../people/person.js';
import type { Stage } from '../servers/stage.js';
import { signedHeaders, storedNotification } from '../receivers/signed-posts.js';
import { until } from '../until.js';

const KEYS = generateKeyPairSync('ed25519');
/** For `DISCORD_PUBLIC_KEY`: the raw key in hex. */
export const DISCORD_PUBLIC_KEY = KEYS.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');

type Ids = Readonly<Record<string, string>>;

/** A desk in which there is one of everything: makes, for each call, what the ids of any path can name. */
export class PreparedDesk {
  constructor(
    private readonly running: Stage,
    readonly admin: Person,
    private readonly receiverUrl: string,
  ) {}

  /** @returns values for the parameters of the path, by name */
  async idsFor(path: string): Promise<Ids> {
    const [, makeIds] = this.makers.find(([pattern]) => pattern.test(path)) ?? [];
    return makeIds === undefined ? {} : makeIds();
  }

  /** The headers of the routes that check a signature instead of a token, and the body that they sign. */
  async signed(
    path: string,
    example: Record<string, unknown>,
  ): Promise<{ headers: Record<string, string>; body: string }> {
    if (path === '/api/discord/interactions') {
      const body = JSON.stringify(example);
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const signature = sign(null, Buffer.from(timestamp + body), KEYS.privateKey).toString('hex');
      return { body, headers: { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp } };
    }
    const person = await this.running.accounts.person('user');
    const url = '/api/notifications/webhooks/notifications';
    const { secret } = await this.made('PUT /api/users/me/webhook', { webhook_url: url }, person);
    const id = await storedNotification(this.running, person);
    const notification = { ...(example['notification'] as object), id };
    const body = JSON.stringify({ ...example, notification });
    return { body, headers: signedHeaders({ id, secret: String(secret), body }) };
  }

  private readonly makers: readonly (readonly [RegExp, () => Promise<Ids>])[] = [
    [/^\/api\/tickets\/\{id\}\/watchers\/\{user_id\}/, () => this.watcher()],
    [/^\/api\/tickets\/\{id\}/, async () => ({ id: await this.ticket() })],
    [/^\/api\/comments\/\{id\}/, () => this.id(`POST /api/tickets/:ticket/comments`, { content: 'Hello' })],
    [/^\/api\/attachments\/\{id\}/, () => this.attachment()],
    [/^\/api\/kb\/articles\/\{id\}/, () => this.id('POST /api/kb/articles', { title: 'Printers' })],
    [/^\/api\/assets\/\{id\}/, () => this.id('POST /api/assets', { name: 'db', asset_type: 'server' })],
    [/^\/api\/machines\/\{id\}/, () => this.machine()],
    [
      /^\/api\/alerts\/\{id\}/,
      () => this.id('POST /api/alerts', { message: 'Full', alert_type: 'disk', severity: 'high' }),
    ],
    [/^\/api\/bins\/\{id\}\/requests\/\{requestId\}/, () => this.binRequest()],
    [/^\/api\/bins\/\{id\}/, () => this.id('POST /api/bins', {})],
    [/^\/api\/companies\/\{id\}/, () => this.id('POST /api/companies', { name: 'Acme' })],
    [/^\/api\/users\/\{id\}/, async () => ({ id: (await this.running.accounts.person('user')).id })],
    [/^\/api\/subjects\//, async () => ({ user_id: (await this.running.accounts.person('user')).id })],
    [/^\/api\/api-keys\/\{id\}/, () => this.id('POST /api/api-keys', { name: 'Key' })],
    [/^\/api\/notifications\/\{id\}/, () => this.notification()],
    [/^\/api\/events\/quarantine\/\{id\}/, () => this.quarantinedEvent()],
    [/^\/api\/events\/\{id\}/, () => this.resendable()],
    [/^\/api\/webhooks\/\{id\}\/deliveries\/\{deliveryId\}/, () => this.delivery()],
    [/^\/api\/webhooks\/\{id\}\/explain\//, () => this.explained()],
    [/^\/api\/webhooks\/\{id\}\/recover\/\{jobId\}/, () => this.recovery()],
    [/^\/(api|v1)\/webhooks\/\{id\}/, async () => ({ id: await this.webhook() })],
  ];

  private async made(route: string, body: object, as = this.admin): Promise<HttpAnswer['body']> {
    const path = route.includes(':ticket') ? route.replace(':ticket', await this.ticket()) : route;
    const answer = await this.running.accounts.call(path, { as, body });
    if (answer.status >= 300) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private async id(route: string, body: object): Promise<Ids> {
    return { id: (await this.made(route, body)).id };
  }

  private async ticket(): Promise<string> {
    return (await this.made('POST /api/tickets', { title: 'Printer' })).id;
  }

  private async watcher(): Promise<Ids> {
    const id = await this.ticket();
    const { id: userId } = await this.running.accounts.person('user');
    await this.made(`POST /api/tickets/${id}/watchers`, { user_id: userId });
    return { id, user_id: userId };
  }

  private async attachment(): Promise<Ids> {
    const form = new FormData();
    form.set('file', new File(['hello'], 'hello.txt', { type: 'text/plain' }));
    const response = await fetch(`${this.running.url}/api/tickets/${await this.ticket()}/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.admin.access_token}` },
      body: form,
    });
    return { id: ((await response.json()) as { id: string }).id };
  }

  private machine(): Promise<Ids> {
    const machine = { hostname: 'desk-1', ip_address: '10.0.0.1', operating_system: 'Debian 13' };
    return this.id('POST /api/machines/register', machine);
  }

  private async notification(): Promise<Ids> {
    return { id: await storedNotification(this.running, this.admin) };
  }

  /** By hand: what cannot be processed is not made by any request. */
  private async quarantinedEvent(): Promise<Ids> {
    const id = newId();
    const columns = 'id, type, category, source, actor, scope, visible_to, occurred_at, data';
    const actor = JSON.stringify({ id: null, name: 'System', type: 'system' });
    const readers = JSON.stringify({ staff: true, userIds: [], managersOf: null });
    await this.running.dataSource.query(
      `INSERT INTO event_bodies (${columns}) VALUES ($1, 'project.created', 'CUSTOM', 'external', $2, 'all', $3, now(), '{}')`,
      [id, actor, readers],
    );
    await this.running.dataSource.query(
      `INSERT INTO event_quarantine (event_id, type, occurred_at, error_name, error) VALUES ($1, 'project.created', now(), 'Error', 'no')`,
      [id],
    );
    return { id };
  }

  private async binRequest(): Promise<Ids> {
    const { id } = await this.made('POST /api/bins', {});
    await fetch(`${this.running.url}/bin/${id}`);
    const { body } = await this.running.accounts.call(`GET /api/bins/${id}/requests`, { as: this.admin });
    return { id, requestId: body.items[0].id };
  }

  private async webhook(): Promise<string> {
    const fields = { name: newId(), url: this.receiverUrl, events: ['ticket.created'] };
    return (await this.made('POST /api/webhooks', fields)).id;
  }

  private async delivery(): Promise<Ids> {
    const id = await this.webhook();
    await this.ticket();
    const path = `GET /api/webhooks/${id}/deliveries?status=success`;
    await until(async () => (await this.running.accounts.call(path, { as: this.admin })).body.items.length > 0);
    const { body } = await this.running.accounts.call(path, { as: this.admin });
    return { id, deliveryId: body.items[0].id };
  }

  private async explained(): Promise<Ids> {
    const { id, deliveryId } = await this.delivery();
    const path = `GET /api/webhooks/${id}/deliveries/${deliveryId}`;
    const { body } = await this.running.accounts.call(path, { as: this.admin });
    return { id: id ?? '', eventId: body.event_id };
  }

  private async resendable(): Promise<Ids> {
    const { id: webhookId, eventId: id } = await this.explained();
    return { id: id ?? '', webhook_id: webhookId ?? '' };
  }

  private async recovery(): Promise<Ids> {
    const id = await this.webhook();
    const { job_id } = await this.made(`POST /api/webhooks/${id}/recover`, { since: '1h' });
    return { id, jobId: job_id };
  }
}
