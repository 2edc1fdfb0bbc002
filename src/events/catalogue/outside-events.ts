import { categoryOf } from './categories.js';
import { NO_SUBJECT, type EventDefinition } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_TIME } from './schema.js';

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

/** Name, what it tells, known fields of `data`; further ones are always allowed. */
const OUTSIDE: readonly (readonly [string, string, Fields])[] = [
  ['project.created', 'A project was made.', project],
  ['project.updated', 'A project was changed.', project],
  ['project.deleted', 'A project was deleted.', { id: ID, name: TEXT('Apollo') }],
  ['session.started', 'A session began.', session],
  ['session.ended', 'A session is over.', { ...session, ended_at: TIME, duration_seconds: NUMBER(610) }],
  [
    'session.message',
    'Something was said in a session.',
    { session_id: ID, role: TEXT('user'), content: TEXT('Hello') },
  ],
  ['session.paused', 'A session waits.', session],
  ['session.resumed', 'A session goes on.', session],
  ['recording.completed', 'A recording is ready.', recording],
  ['recording.failed', 'A recording could not be made.', { id: ID, session_id: ID, error: TEXT('disk full') }],
  ['agent.connected', 'A desktop agent came online.', agent],
  ['agent.disconnected', 'A desktop agent went offline.', { ...agent, reason: TEXT('timeout') }],
  ['agent.status_changed', 'A desktop agent changed its status.', { ...agent, previous_status: TEXT('idle') }],
  ['subscription.created', 'Somebody subscribed.', subscription],
  ['subscription.updated', 'A subscription was changed.', subscription],
  ['subscription.cancelled', 'A subscription was cancelled.', { ...subscription, cancelled_at: TIME }],
  ['payment.succeeded', 'A payment came in.', payment],
  ['payment.failed', 'A payment did not go through.', { ...payment, error: TEXT('card declined') }],
  ['storage.quota_warning', 'Storage is nearly full.', storage],
  ['storage.quota_exceeded', 'Storage is full.', storage],
  [
    'server.state_changed',
    'A game server changed its state.',
    { name: TEXT('eu-1'), state: TEXT('online'), previous_state: TEXT('offline'), node_id: TEXT('node-3') },
  ],
  [
    'node.alert',
    'A node is short of something.',
    { node_name: TEXT('node-3'), resource: TEXT('memory'), usage: NUMBER(93), threshold: NUMBER(90) },
  ],
  [
    'system.alert',
    'Something is wrong with a system.',
    { title: TEXT('Backup'), error: TEXT('no space'), severity: TEXT('warning') },
  ],
  ['sync.completed', 'Data was brought into line.', sync],
  ['sync.failed', 'Data could not be brought into line.', { ...sync, error: TEXT('timeout') }],
  [
    'support.ticket',
    'A ticket of another support system.',
    { id: TEXT('T-12'), subject: TEXT('Printer'), action: TEXT('created'), details: TEXT('It burns.') },
  ],
  [
    'billing.event',
    'Something about money.',
    { kind: TEXT('invoice'), details: TEXT('Invoice 7'), amount: NUMBER(19.99) },
  ],
];

/** What other services tell by `POST /api/events`, known by name. */
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
