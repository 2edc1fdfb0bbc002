import { Alert } from '../../src/alerts/alert.entity.js';
import { Asset } from '../../src/assets/asset.entity.js';
import { Comment } from '../../src/comments/comment.entity.js';
import { Company } from '../../src/companies/company.entity.js';
import { Article } from '../../src/kb/article.entity.js';
import { Machine } from '../../src/machines/machine.entity.js';
import { Ticket } from '../../src/tickets/ticket.entity.js';
import { User } from '../../src/users/user.entity.js';
import type { SecretBox } from '../../src/webhooks/signing/secret-box.js';
import { WebhookEndpoint } from '../../src/webhooks/endpoints/webhook-endpoint.entity.js';
import { Chance } from './chance.js';
import { FilledDatabase } from './database.js';
import { makeQueue } from './deliveries.js';
import { makeDesk, type Desk, type DeskSize, type Making } from './desk.js';
import { notificationRows } from './inbox.js';
import { eventsOf, readHead, storeEvents } from './log.js';
import { makeRecords, type Records } from './records.js';
import { makeEndpoints } from './webhooks.js';

const SEED = 20_261_126;
/** Rows in one of them are a person's work. */
const TABLES = ['tickets', 'kb_articles', 'assets', 'machines', 'alerts', 'webhook_endpoints', 'companies'];

export interface FillSize extends DeskSize {
  readonly endpoints: number;
  readonly deliveries: number;
}

interface Filling {
  readonly size: FillSize;
  readonly passwordHash: string;
  readonly box: SecretBox;
}

/** @returns the name of a table that has rows */
export async function findFilledTable(url: string): Promise<string | undefined> {
  const database = await FilledDatabase.open(url);
  try {
    for (const table of TABLES) {
      const [row] = await database.query<{ is_filled: boolean }>(`SELECT EXISTS (SELECT FROM ${table}) AS is_filled`);
      if (row?.is_filled === true) return table;
    }
    return undefined;
  } finally {
    await database.close();
  }
}

/** @returns how many rows there are now, by what they are */
export async function fillDatabase(url: string, filling: Filling): Promise<Record<string, number>> {
  const database = await FilledDatabase.open(url);
  try {
    return await database.inTransaction(async (inside) => fillInside(inside, filling));
  } finally {
    await database.close();
  }
}

async function fillInside(
  database: FilledDatabase,
  { size, passwordHash, box }: Filling,
): Promise<Record<string, number>> {
  const making: Making = { chance: new Chance(SEED), now: new Date() };
  const head = await readHead(database);
  const admins = await database.query<{ id: string }>(`SELECT id FROM users WHERE role = 'admin' AND active`);
  const adminIds = admins.map(({ id }) => id);
  const desk = makeDesk(making, { ...size, firstNumber: await nextNumber(database) }, passwordHash);
  const records = makeRecords(making, desk);
  await storeEntities(database, desk, records);
  const events = eventsOf(making.chance, desk, records, head);
  await storeEvents(database, making.chance, events);
  const notifications = notificationRows(making, { desk, adminIds }, events);
  await database.insertRows('notifications', notifications);
  const endpoints = makeEndpoints(making, { desk, adminIds, box }, size.endpoints);
  await database.insert(
    WebhookEndpoint,
    endpoints.map(({ endpoint }) => endpoint),
  );
  const queue = makeQueue(making, { endpoints, events }, endpoints.length === 0 ? 0 : size.deliveries);
  await database.insertRows('webhook_deliveries', queue.deliveries);
  await database.insertRows('webhook_attempts', queue.attempts);
  await database.insertRows('webhook_endpoint_hours', queue.hours);
  await database.insertRows('webhook_lanes', queue.lanes);
  return {
    people: desk.people.length,
    tickets: desk.tickets.length,
    comments: desk.comments.length,
    events: events.length,
    notifications: notifications.length,
    webhooks: endpoints.length,
    deliveries: queue.deliveries.length,
    attempts: queue.attempts.length,
  };
}

async function nextNumber(database: FilledDatabase): Promise<number> {
  const [row] = await database.query<{ next: number }>('SELECT coalesce(max(number), 0)::int + 1 AS next FROM tickets');
  return row?.next ?? 1;
}

async function storeEntities(database: FilledDatabase, desk: Desk, records: Records): Promise<void> {
  await database.insert(Company, desk.companies);
  await database.insert(User, desk.people);
  // The database numbers them, and what the log says of them must have the same numbers.
  await database.query(`SELECT setval('tickets_number_seq', $1, false)`, [desk.tickets[0]?.number ?? 1]);
  await database.insert(Ticket, desk.tickets);
  await database.insert(Comment, desk.comments);
  await database.insert(Article, records.articles);
  await database.insert(Asset, records.assets);
  await database.insert(Machine, records.machines);
  await database.insert(Alert, records.alerts);
}
