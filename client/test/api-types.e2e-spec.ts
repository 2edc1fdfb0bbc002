import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLIENT_TYPES_FILE, clientTypes } from '../../scripts/client-types/generate.js';
import { startApp, type RunningApp } from '../../test/support/app.js';
import { WEBHOOK_EVENTS } from '../src/webhook-events.js';

let server: RunningApp;

beforeAll(async () => {
  server = await startApp();
});

afterAll(() => server.close());

describe('what the client knows of the server', () => {
  it('is what the code says: the types of every route', async () => {
    const { body } = await server.accounts.call('GET /api/openapi.json');
    const isCurrent = (await clientTypes(body)) === (await readFile(CLIENT_TYPES_FILE, 'utf8'));
    expect(isCurrent ? 'current' : 'out of date: run `npm run client:types`').toBe('current');
  });

  it('is what the code says: the name of every event', async () => {
    const admin = await server.accounts.person('admin');
    const { body } = await server.accounts.call('GET /api/event-types', { as: admin });
    const names = body.items.map(({ name }: { name: string }) => name);
    const known = Object.values(WEBHOOK_EVENTS);
    expect(names.filter((name: never) => !known.includes(name))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  it('names every event after itself', () => {
    for (const [key, name] of Object.entries(WEBHOOK_EVENTS)) {
      expect(key).toBe(name.toUpperCase().replaceAll('.', '_'));
    }
  });
});
