import { categoryOf } from './categories.js';
import { NO_SUBJECT, type EventDefinition } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_TIME } from '../../common/http/answer-fields.js';

type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array';

/** A field's JSON type beside an example of it. */
type Field = readonly [JsonType, unknown];
type Fields = Readonly<Record<string, Field>>;

const TEXT = (example: string): Field => ['string', example];
const ID: Field = ['string', EXAMPLE_ID];
const TIME: Field = ['string', EXAMPLE_TIME];
const NUMBER = (example: number): Field => ['number', example];

const project: Fields = { id: ID, name: TEXT('Apollo'), description: TEXT('To the moon.'), status: TEXT('active') };
const session: Fields = { id: ID, project_id: ID, status: TEXT('running'), started_at: TIME };
const recording: Fields = {
  id: ID,
  session_id: ID,
  url: TEXT('https://example.com/1.mp4'),
  duration_seconds: NUMBER(93.5),
};
const agent: Fields = { id: ID, name: TEXT('desktop-1'), status: TEXT('online'), version: TEXT('1.4.2') };
const subscription: Fields = { id: ID, plan: TEXT('pro'), status: TEXT('active'), current_period_end: TIME };
const payment: Fields = { id: ID, amount: NUMBER(19.99), currency: TEXT('EUR'), invoice_id: TEXT('INV-7') };
const storage: Fields = { used_bytes: ['integer', 9_000], limit_bytes: ['integer', 10_000], percent: NUMBER(90) };
const sync: Fields = { source: TEXT('crm'), items: ['integer', 120], duration_ms: ['integer', 5_400] };

/** Name, description and known fields of `data`; further fields are always allowed. */
const OUTSIDE: readonly (readonly [string, string, Fields])[] = [
  ['project.created', 'A project was created.', project],
  ['project.updated', 'A project was updated.', project],
  ['project.deleted', 'A project was deleted.', { id: ID, name: TEXT('Apollo') }],
  ['session.started', 'A session started.', session],
  ['session.ended', 'A session ended.', { ...session, ended_at: TIME, duration_seconds: NUMBER(610) }],
  [
    'session.message',
    'A message was sent in a session.',
    { session_id: ID, role: TEXT('user'), content: TEXT('Hello') },
  ],
  ['session.paused', 'A session was paused.', session],
  ['session.resumed', 'A session was resumed.', session],
  ['recording.completed', 'A recording completed.', recording],
  ['recording.failed', 'A recording failed.', { id: ID, session_id: ID, error: TEXT('disk full') }],
  ['agent.connected', 'A desktop agent connected.', agent],
  ['agent.disconnected', 'A desktop agent disconnected.', { ...agent, reason: TEXT('timeout') }],
  ['agent.status_changed', 'A desktop agent changed its status.', { ...agent, previous_status: TEXT('idle') }],
  ['subscription.created', 'A subscription was created.', subscription],
  ['subscription.updated', 'A subscription was updated.', subscription],
  ['subscription.cancelled', 'A subscription was cancelled.', { ...subscription, cancelled_at: TIME }],
  ['payment.succeeded', 'A payment succeeded.', payment],
  ['payment.failed', 'A payment failed.', { ...payment, error: TEXT('card declined') }],
  ['storage.quota_warning', 'A storage quota is nearly used up.', storage],
  ['storage.quota_exceeded', 'A storage quota is exceeded.', storage],
  [
    'server.state_changed',
    'A game server changed its state.',
    { name: TEXT('eu-1'), state: TEXT('online'), previous_state: TEXT('offline'), node_id: TEXT('node-3') },
  ],
  [
    'node.alert',
    'A node is short of CPU, memory, disk or network.',
    { node_name: TEXT('node-3'), resource: TEXT('memory'), usage: NUMBER(93), threshold: NUMBER(90) },
  ],
  [
    'system.alert',
    'A system reported a problem.',
    { title: TEXT('Backup'), error: TEXT('no space'), severity: TEXT('warning') },
  ],
  ['sync.completed', 'A sync completed.', sync],
  ['sync.failed', 'A sync failed.', { ...sync, error: TEXT('timeout') }],
  [
    'support.ticket',
    'A ticket of another support system changed.',
    { id: TEXT('T-12'), subject: TEXT('Printer'), action: TEXT('created'), details: TEXT('It burns.') },
  ],
  [
    'billing.event',
    'An invoice, a payment or a subscription changed.',
    { kind: TEXT('invoice'), details: TEXT('Invoice 7'), amount: NUMBER(19.99) },
  ],
];

/** Known event types of other services, sent by `POST /api/events`. */
export const OUTSIDE_EVENTS: readonly EventDefinition[] = OUTSIDE.map(([type, description, fields]) => ({
  type,
  ...NO_SUBJECT,
  origin: 'outside',
  category: categoryOf(type),
  description,
  triggers: [],
  audiences: [],
  push: null,
  schema: {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, [jsonType]]) => [name, { type: jsonType }])),
    additionalProperties: true,
  },
  example: Object.fromEntries(Object.entries(fields).map(([name, [, example]]) => [name, example])),
}));
