import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CLIENT_CATALOGUE_FILE,
  CLIENT_TYPES_FILE,
  clientCatalogue,
  clientTypes,
} from '../../scripts/client-types/generate.js';
import { Stage } from '../../test/support/servers/stage.js';
import { WEBHOOK_EVENTS } from '../src/catalogue.js';

let server: Stage;

beforeAll(async () => {
  server = await Stage.start();
});

afterAll(() => server.close());

describe('the generated types of the client', () => {
  it('match the routes of the server', async () => {
    const { body } = await server.accounts.call('GET /api/openapi.json');
    const isCurrent = (await clientTypes(body)) === (await readFile(CLIENT_TYPES_FILE, 'utf8'));
    expect(isCurrent ? 'current' : 'out of date: run `npm run client:types`').toBe('current');
  });

  it('match the events and room messages of the server', async () => {
    const isCurrent = clientCatalogue() === (await readFile(CLIENT_CATALOGUE_FILE, 'utf8'));
    expect(isCurrent ? 'current' : 'out of date: run `npm run client:types`').toBe('current');
  });

  it('list the name of every event', async () => {
    const admin = await server.accounts.person('admin');
    const { body } = await server.accounts.call('GET /api/event-types', { as: admin });
    const names = body.items.map(({ name }: { name: string }) => name);
    const known = Object.values(WEBHOOK_EVENTS);
    expect(names.filter((name: never) => !known.includes(name))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  it('derive each constant from the event name', () => {
    for (const [key, name] of Object.entries(WEBHOOK_EVENTS)) {
      expect(key).toBe(name.toUpperCase().replaceAll('.', '_'));
    }
  });
});
