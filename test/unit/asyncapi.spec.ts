import { beforeAll, describe, expect, it } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { asyncApiDocument } from '../../src/asyncapi/asyncapi-document.js';
import { asyncApiPage } from '../../src/asyncapi/asyncapi-page.js';
import { publicDefinitions } from '../../src/events/catalogue/catalogue.js';
import { CLIENT_MESSAGES, LOGGED_MESSAGES, PASSING_MESSAGES } from '../../src/realtime/protocol.js';
import { LIST_ROOMS } from '../../src/realtime/rooms.js';
import { PAYLOAD_FORMATS } from '../../src/webhooks/formats/formats.js';
import { faultOf } from '../support/network/published-messages.js';

const DOCUMENT = asyncApiDocument({ version: '0.1.0', publicUrl: 'https://desk.example.com' });
const { channels, components } = DOCUMENT;

describe('the AsyncAPI document', () => {
  let faults: string[];

  beforeAll(async () => {
    const { diagnostics } = await new Parser().parse(JSON.stringify(DOCUMENT));
    faults = diagnostics
      // It is told of every version but the newest.
      .filter(({ code }) => code !== 'asyncapi-latest-version')
      .map(({ path, message }) => `${path.join('.')}: ${message}`);
  });

  it('is valid AsyncAPI 3', () => {
    expect(faults).toEqual([]);
    expect(DOCUMENT.asyncapi).toBe('3.0.0');
  });

  it('names the server by its public address', () => {
    expect(DOCUMENT['servers']).toMatchObject({ sockets: { host: 'desk.example.com', protocol: 'wss' } });
    const local = asyncApiDocument({ version: '0.1.0', publicUrl: 'http://localhost:5000' });
    expect(local['servers']).toMatchObject({ sockets: { host: 'localhost:5000', protocol: 'ws' } });
  });

  it('has an example of each message that its schema allows, with no field besides', () => {
    const wrong = Object.entries(components.messages).flatMap(([key, { examples, headers }]) => {
      const [example] = examples;
      const lower = Object.entries(example?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
      return [
        faultOf(key, 'payload', example?.payload),
        headers === undefined ? undefined : faultOf(key, 'headers', Object.fromEntries(lower)),
      ].filter((fault) => fault !== undefined);
    });
    expect(wrong).toEqual([]);
    expect(Object.keys(components.messages).length).toBeGreaterThan(100);
  });

  it('has every message of the protocol, every event type and every format, and no other', () => {
    const known = [
      'handshake',
      'connect_error',
      'refused',
      ...CLIENT_MESSAGES.flatMap((name) => [`${name}.ask`, `${name}.ok`]),
      ...LOGGED_MESSAGES,
      ...PASSING_MESSAGES,
      ...publicDefinitions().map(({ type }) => `delivery.standard.${type}`),
      'delivery.standard.any.other',
      ...PAYLOAD_FORMATS.filter((name) => name !== 'standard').map((name) => `delivery.${name}`),
    ];
    expect(Object.keys(components.messages).toSorted()).toEqual(known.toSorted());
  });

  it('has a channel for every room, and each message in one', () => {
    const addresses = Object.values(channels).map(({ address }) => address);
    expect(addresses).toEqual(
      expect.arrayContaining([...LIST_ROOMS, 'ticket:{ticket_id}', 'bin:{bin_id}', 'user:{user_id}']),
    );
    const placed = new Set(Object.values(channels).flatMap(({ messages }) => Object.keys(messages)));
    expect(Object.keys(components.messages).filter((key) => !placed.has(key))).toEqual([]);
  });

  it('is refused by the check of traffic where it differs: a missing, a wrong and an unknown field', () => {
    const ready = components.messages['ready']?.examples[0]?.payload as object;
    expect(faultOf('ready', 'payload', ready)).toBeUndefined();
    expect(faultOf('ready', 'payload', { ...ready, cursor: undefined })).toContain('cursor');
    expect(faultOf('ready', 'payload', { ...ready, unread_count: '2' })).toContain('unread_count');
    expect(faultOf('ready', 'payload', { ...ready, more: 1 })).toContain('unevaluated');
    expect(faultOf('unheard.of', 'payload', {})).toContain('not in the AsyncAPI document');
    const push = components.messages['ticket.update']?.examples[0]?.payload as object;
    expect(faultOf('ticket.update', 'payload', { ...push, data: { id: 'x' } })).toContain('number');
  });
});

describe('the page of the document', () => {
  const page = asyncApiPage(DOCUMENT);

  it('shows every channel and message, with links that lead somewhere', () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
    const missing = Object.entries(channels).flatMap(([key, { messages }]) =>
      Object.keys(messages).filter((name) => !ids.has(`${key}/${name}`)),
    );
    expect(missing).toEqual([]);
  });

  it('loads nothing but its own style sheet, and has no script', () => {
    expect([...page.matchAll(/(?:src|<link[^>]* href)="([^"]+)"/g)].map(([, url]) => url)).toEqual([
      '/api/asyncapi.css',
    ]);
    expect(page).not.toMatch(/<script|<style|style=|onclick/);
  });
});
