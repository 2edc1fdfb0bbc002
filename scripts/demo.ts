import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { DemoPerson } from './demo/demo-person.js';
import { DemoProblem } from './demo/demo-problem.js';
import { DemoReceiver } from './demo/demo-receiver.js';
import { DemoServer } from './demo/demo-server.js';
import { readSettings, type DemoSettings } from './demo/demo-settings.js';
import { openSocket } from './demo/demo-socket.js';
import { DemoStory } from './demo/demo-story.js';
import { Journal } from './demo/journal.js';

/** Shows one desk at work: every push and every POST as it arrives. Exits 0 only when all of them did. */
async function run(): Promise<boolean> {
  const settings = readSettings(process.env);
  const server = await DemoServer.find(settings);
  try {
    return await playAt(server.url, await signInAdmin(server.url, settings));
  } finally {
    await server.release();
  }
}

async function playAt(url: string, admin: DemoPerson): Promise<boolean> {
  const requester = await hire(admin, url, { role: 'user', name: 'Rita' });
  const agent = await hire(admin, url, { role: 'agent', name: 'Ada' });
  const journal = new Journal();
  const receiver = await DemoReceiver.open('requester', journal);
  const sockets: Socket[] = [];
  try {
    sockets.push(await openSocket(url, { who: 'requester', person: requester }, journal));
    sockets.push(await openSocket(url, { who: 'agent', person: agent }, journal));
    const webhook = await requester.call('PUT /api/users/me/webhook', { webhook_url: receiver.url });
    receiver.secret = webhook.secret;
    console.log(`A socket each for the requester Rita and the agent Ada; Rita's webhook: ${receiver.url}`);
    await new DemoStory({ requester, agent }, journal).play();
    const unread = await requester.call('GET /api/notifications/unread-count');
    return summarise(journal, receiver, unread.unread_count);
  } finally {
    for (const socket of sockets) socket.disconnect();
    // Nothing listens there any more. Without this, deliveries would be retried for days.
    await requester.call('DELETE /api/users/me/webhook').catch(() => undefined);
    receiver.close();
  }
}

async function signInAdmin(url: string, settings: DemoSettings): Promise<DemoPerson> {
  const { adminEmail, dataDir } = settings;
  const file = join(dataDir, 'admin-password');
  const kept = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
  const password = settings.adminPassword ?? kept;
  if (password === undefined) {
    throw new DemoProblem(
      `There is no password for ${adminEmail}: ADMIN_PASSWORD is not set, and ${file} cannot be read.`,
      'Set ADMIN_EMAIL and ADMIN_PASSWORD, or DATA_DIR to the data folder of the server.',
    );
  }
  const admin = await DemoPerson.signIn(url, adminEmail, password);
  if (admin !== null) return admin;
  throw new DemoProblem(
    `The server refuses the password of ${adminEmail}.`,
    'Set ADMIN_EMAIL and ADMIN_PASSWORD to what they are now.',
  );
}

async function hire(admin: DemoPerson, url: string, fields: { role: string; name: string }): Promise<DemoPerson> {
  const [email, password] = [`demo-${randomUUID()}@example.com`, randomUUID()];
  await admin.call('POST /api/users', { ...fields, email, password });
  const person = await DemoPerson.signIn(url, email, password);
  if (person === null) throw new DemoProblem(`${email} cannot sign in.`, 'The log of the server says more.');
  return person;
}

function summarise(journal: Journal, receiver: DemoReceiver, unread: number): boolean {
  const missing = journal.missing().map(({ who, channel, what }) => `${channel} of the ${who}: ${what}`);
  const surplus = journal.surplus().map(({ who, channel, what }) => `${channel} of the ${who}: ${what}`);
  const unequal = journal.unequalEnvelopes();
  const { badSignatures } = receiver;
  console.log(
    `\n${journal.expectedCount - missing.length} of ${journal.expectedCount} arrived; ${unread} in the inbox.`,
  );
  list('Missing', missing);
  list('Not expected', surplus);
  list('Not the same bytes by socket and webhook', unequal);
  list('Refused by the receiver: a bad signature', badSignatures);
  if (missing.some((line) => line.startsWith('webhook'))) {
    console.log('For webhooks: is WEBHOOK_WORKER_CONCURRENCY above 0, and may the server connect to 127.0.0.1 here?');
  }
  const isGood = missing.length + surplus.length + unequal.length + badSignatures.length === 0;
  console.log(isGood ? 'Every bell rang.' : 'Something is wrong; the log of the server says more.');
  return isGood;
}

function list(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log(`${title}:\n${lines.map((line) => `  - ${line}`).join('\n')}`);
}

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  process.exitCode = 1;
  if (error instanceof DemoProblem) console.error(`${error.message}\n${error.remedy}`);
  else throw error;
}
