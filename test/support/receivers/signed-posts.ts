import { signHeaders, SigningSecret, type SignatureFamily } from '../../../src/webhooks/signing/signing.js';
import type { Accounts } from '../people/accounts.js';
import type { HttpAnswer, Person } from '../people/person.js';
import { newId } from '../../../src/common/ids.js';
import type { Stage } from '../servers/stage.js';
import { until } from '../until.js';

/** Stores a notification of this person. @returns its id, which a webhook of it carries */
export async function storedNotification({ accounts, dataSource }: Stage, who: Person): Promise<string> {
  const answer = await accounts.call('POST /api/notifications/webhooks/test', { as: who });
  const parameters = [answer.body.event_id, who.id];
  let id = '';
  await until(async () => {
    const sql = 'SELECT id FROM notifications WHERE event_id = $1 AND user_id = $2';
    id = (await dataSource.query<{ id: string }[]>(sql, parameters))[0]?.id ?? '';
    return id !== '';
  });
  return id;
}

export interface SignedPost {
  readonly id: string;
  readonly secret: string;
  readonly body: string;
  readonly timestampSeconds?: number;
  /** Left out: both that most deliveries carry. */
  readonly families?: readonly SignatureFamily[];
}

/** Headers as a delivery carries them. */
export function signedHeaders({ id, secret, body, timestampSeconds, families }: SignedPost): Record<string, string> {
  const list = signHeaders({
    id,
    type: 'webhook.test',
    timestampSeconds: timestampSeconds ?? Math.floor(Date.now() / 1_000),
    body,
    secrets: [SigningSecret.from(secret)],
    families: families ?? ['standard', 'x-webhook'],
  });
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' };
  for (let index = 0; index < list.length; index += 2) headers[list[index] ?? ''] = list[index + 1] ?? '';
  return headers;
}

/** POSTs a body as it is. */
export async function postText(url: string, headers: Record<string, string>, body: string): Promise<HttpAnswer> {
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

export interface QueuedFields {
  readonly state?: string;
  readonly eventId?: string;
  readonly notification?: string;
}

/** A row of the queue as the dispatcher would write it, for an event that is in the log or not. */
export async function queueDelivery(
  accounts: Accounts,
  endpointId: string,
  fields: QueuedFields = {},
): Promise<string> {
  const id = newId();
  await accounts.dataSource.query(
    `INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, state, due_at, notification)
     VALUES ($1, $2, 1, $3, $4, 'webhook.test', $5, now() + interval '1 h', $6)`,
    [id, endpointId, fields.eventId ?? newId(), newId(), fields.state ?? 'pending', fields.notification ?? null],
  );
  return id;
}
