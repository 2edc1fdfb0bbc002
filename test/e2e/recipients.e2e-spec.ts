import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { AudienceName } from '../../src/events/catalogue/event-definition.js';
import { AUDIENCES } from '../../src/notifications/audiences.js';
import { NOTIFICATION_TYPES } from '../../src/notifications/notification-types.js';
import { Stage } from '../support/servers/stage.js';
import { AudienceCast } from '../support/desk/audience-cast.js';
import { AudienceScenes, type Scene } from '../support/desk/audience-scenes.js';
import { CONSTELLATIONS, EXPECTED, TICKET_ACTS } from '../support/desk/audience-table.js';
import { Poison } from '../support/database/poison.js';
import { until } from '../support/until.js';

/** Further writes, each with what is told of it. */
type Case = readonly [audience: AudienceName, name: string, act: () => Promise<unknown>, expected: readonly string[]];

let running: Stage;
let cast: AudienceCast;
let scenes: AudienceScenes;
const told = new Map<string, string[]>();
const failures = new Map<string, unknown>();
let cases: Case[] = [];

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_WORKER_CONCURRENCY: '0' });
  cast = await AudienceCast.gather(running);
  scenes = new AudienceScenes(running, cast);
  const set: [string, Scene][] = [];
  for (const [name, parts] of Object.entries(CONSTELLATIONS)) set.push([name, await scenes.set(parts)]);
  cases = [...(await conversations()), ...(await elsewhere())];
  await cast.listen();
  const ranges = new Map<string, [string, string]>();
  const perform = async (name: string, act: () => Promise<unknown>) => {
    const from = newId();
    await act().catch((error: unknown) => failures.set(name, error));
    ranges.set(name, [from, newId()]);
  };
  for (const [name, scene] of set) {
    for (const [audience, act] of Object.entries(scenes.acts)) await perform(`${audience}: ${name}`, () => act(scene));
  }
  for (const [audience, name, act] of cases) await perform(`${audience}: ${name}`, act);
  const between = await cast.notified();
  for (const [name, [from, to]] of ranges) told.set(name, between(from, to));
}, 60_000);

afterAll(async () => {
  await cast.close();
  await running.close();
});

/** Replies, mentions and comments that change sides: on a ticket with one of each part. */
async function conversations(): Promise<Case[]> {
  const { people } = cast;
  const at = (...names: (keyof typeof people)[]) => names.map((name) => `@[${people[name].id}]`).join(' ');
  const ticket = () => scenes.ticket({ ...CONSTELLATIONS['one each'], left: ['stranger'] });
  const [one, muted] = [await ticket(), await scenes.ticket({ ...CONSTELLATIONS['one each'], muted: ['other'] })];
  const unassigned = await scenes.ticket(CONSTELLATIONS['no assignee']);
  const ofRequester = await scenes.comment(one, {}, people.requester);
  const ofAdmin = await scenes.comment(one);
  const withGone = await scenes.ticket({ ...CONSTELLATIONS['one each'], watchers: ['other', 'gone'] });
  const ofGone = await scenes.comment(withGone, {}, people.gone);
  const [hidden, shown] = [await scenes.comment(one), await scenes.comment(one, { internal: true })];
  const [edited, note] = [
    await scenes.comment(one, { content: at('agent') }),
    await scenes.comment(one, { internal: true }),
  ];
  const reply = (parent_id: string, content = 'Hello') => scenes.comment(one, { parent_id, content });
  const say = (content: string, internal = false, on = one) => scenes.comment(on, { content, internal });
  const edit = (id: string, fields: object) => scenes.admin(`PATCH /api/comments/${id}`, fields);
  const [agent, other, requester] = [
    'agent comment_on_ticket/assignee',
    'other comment_on_ticket/watcher',
    'requester comment_on_ticket/requester',
  ];
  const changed = (type: string) => [`other ${type}/watcher`, `requester ${type}/requester`];
  return [
    [
      'comment_created',
      'a reply to the requester',
      () => reply(ofRequester),
      [agent, other, 'requester reply_to_comment/reply'],
    ],
    ['comment_created', 'a reply to oneself', () => reply(ofAdmin), [agent, other, requester]],
    [
      'comment_created',
      'a reply to somebody inactive',
      () => scenes.comment(withGone, { parent_id: ofGone }),
      [agent, other, requester],
    ],
    [
      'comment_created',
      'a mention in a reply',
      () => reply(ofRequester, at('requester')),
      [agent, other, 'requester mention/mention'],
    ],
    [
      'comment_created',
      'mentions of all sorts',
      () => say(at('agent', 'boss', 'stranger', 'admin', 'gone', 'deaf', 'agent')),
      ['agent mention/mention', 'boss mention/mention', other, requester],
    ],
    [
      'comment_created',
      'mentions in a note',
      () => say(at('requester', 'boss', 'former'), true),
      [agent, 'boss mention/mention'],
    ],
    ['comment_created', 'a mention of who muted it', () => say(at('other'), false, muted), [agent, requester]],
    [
      'comment_created',
      'a mention of an admin while nobody is assigned',
      () => say(at('boss'), false, unassigned),
      ['boss mention/mention', other, requester],
    ],
    [
      'comment_created',
      'what was a note',
      () => edit(shown, { internal: false }),
      ['agent comment_updated/assignee', ...changed('comment_on_ticket')],
    ],
    [
      'comment_deleted',
      'what becomes a note',
      () => edit(hidden, { internal: true }),
      ['agent comment_updated/assignee', ...changed('comment_deleted')],
    ],
    [
      'comment_updated',
      'a mention that an edit adds',
      () => edit(edited, { content: at('agent', 'boss', 'requester', 'stranger') }),
      [
        'agent comment_updated/assignee',
        'boss mention/mention',
        'other comment_updated/watcher',
        'requester mention/mention',
      ],
    ],
    [
      'comment_updated',
      'a mention that an edit adds to a note',
      () => edit(note, { content: at('boss', 'requester') }),
      ['agent comment_updated/assignee', 'boss mention/mention'],
    ],
  ];
}

/** What hangs on no ticket, and tickets that are new. */
async function elsewhere(): Promise<Case[]> {
  const { admin, boss, deaf, requester, agent } = cast.people;
  const open = (as: typeof admin) => () => as.call('POST /api/tickets', { title: 'New' });
  const publish = (status: string, title: string) => () =>
    scenes.admin('POST /api/kb/articles', { title, body: 'Text', status });
  const person = { email: 'made@example.com', name: 'Made', role: 'user', password: 'correct horse battery' };
  let made = '';
  const outside = (fields: object) => () =>
    scenes.admin('POST /api/events', { type: 'sync.completed', data: {}, user_id: cast.people.other.id, ...fields });
  const refused = async () => {
    const poison = await Poison.put(running.dataSource, '22P02');
    await outside({ notify: { message: 'poison' } })();
    const sql = 'SELECT 1 FROM event_quarantine';
    await until(async () => (await running.dataSource.query<unknown[]>(sql)).length > 0);
    await poison.take();
  };
  const reuse = async () => {
    const sql = 'SELECT email FROM users WHERE id = $1';
    const [row] = await running.dataSource.query<{ email: string }[]>(sql, [cast.people.other.id]);
    const { refresh_token } = await running.accounts.login(row?.email ?? '');
    const refresh = () => running.accounts.call('POST /api/auth/refresh', { body: { refresh_token } });
    await refresh();
    await running.dataSource.query(`UPDATE refresh_tokens SET rotated_at = rotated_at - interval '1 hour'`);
    await refresh();
  };
  const create = async () => {
    made = (await scenes.admin('POST /api/users', person)).id;
  };
  // For staff, before anybody listens.
  const { id } = await scenes.admin('POST /api/kb/articles', { title: 'Twice', body: 'Text', status: 'internal' });
  const again = async () => {
    await agent.call(`PATCH /api/kb/articles/${id}`, { status: 'draft' });
    await agent.call(`PATCH /api/kb/articles/${id}`, { status: 'public' });
  };
  const staff = ['agent *', 'boss *', 'second *'].map((line) => line.replace('*', 'kb_article_created/reader'));
  const readers = ['former', 'noInbox', 'noSocket', 'noWebhook', 'other', 'requester', 'stranger'];
  const off: Record<string, string> = { noInbox: ', no inbox', noSocket: ', no push', noWebhook: ', no webhook' };
  const everybody = readers.map((name) => `${name} kb_article_created/reader${off[name] ?? ''}`);
  return [
    ['new_ticket', 'of a user', open(requester), ['admin new_ticket/admin', 'boss new_ticket/admin']],
    ['new_ticket', 'of an admin', open(boss), ['admin new_ticket/admin']],
    ['user_created', 'by an admin', create, ['boss user_created/admin']],
    [
      'user_deactivated',
      'by another',
      () => boss.call(`POST /api/users/${made}/deactivate`),
      ['admin user_deactivated/admin'],
    ],
    ['kb_article_published', 'for all', publish('public', 'A'), [...staff, ...everybody]],
    ['kb_article_published', 'for staff', publish('internal', 'B'), staff],
    ['kb_article_published', 'for nobody yet', publish('draft', 'C'), []],
    ['kb_article_published', 'for all, after it was for staff', again, everybody],
    ['outside_event', 'with a line for a person', outside({ notify: { message: 'Hello' } }), ['other event/event']],
    ['outside_event', 'with none', outside({}), []],
    ['refresh_token_reused', 'an hour later', reuse, ['other event/event']],
    ['event_quarantined', 'that the database refuses', refused, ['admin event/admin', 'boss event/admin']],
    [
      'webhook_test',
      'with every channel off',
      () => deaf.call('POST /api/notifications/webhooks/test'),
      ['deaf webhook_test/test'],
    ],
  ];
}

describe('the audience of each channel', () => {
  it.each(Object.keys(CONSTELLATIONS))('of a ticket with this action: %s', (name) => {
    const row = EXPECTED[name as keyof typeof EXPECTED];
    const expected = Object.entries(TICKET_ACTS).map(([audience, [part, type]]) => [
      audience,
      row[part].map((line) => line.replace('*', type)).toSorted(),
    ]);
    const found = Object.keys(TICKET_ACTS).map((audience) => [audience, told.get(`${audience}: ${name}`)]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });

  it('of conversations, accounts, articles and tests', () => {
    const expected = cases.map(([audience, name, , lines]) => [`${audience}: ${name}`, lines.toSorted()]);
    const found = cases.map(([audience, name]) => [`${audience}: ${name}`, told.get(`${audience}: ${name}`)]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });

  it('is covered here for every audience and every type', () => {
    expect(Object.fromEntries(failures)).toEqual({});
    const covered = new Set<string>([...Object.keys(TICKET_ACTS), ...cases.map(([audience]) => audience)]);
    expect(Object.keys(AUDIENCES).filter((name) => !covered.has(name))).toEqual([]);
    const types = new Set([...told.values()].flat().map((line) => /^\S+ (\w+)/.exec(line)?.[1]));
    expect(Object.keys(NOTIFICATION_TYPES).filter((type) => !types.has(type))).toEqual([]);
  });
});
