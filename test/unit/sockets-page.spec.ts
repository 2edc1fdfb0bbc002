import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ROOMS } from '../../src/events/catalogue/event-definition.js';
import { MAX_MESSAGE_BYTES } from '../../src/realtime/bounded-parser.js';
import {
  ACK_CODES,
  CLIENT_MESSAGES,
  CLOSING_REASONS,
  HANDSHAKE_CODES,
  LOGGED_MESSAGES,
  PASSING_MESSAGES,
  RESYNC_REASONS,
} from '../../src/realtime/protocol.js';
import { MOST_ROOMS } from '../../src/realtime/room-messages.js';

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const PAGE = text('docs/sockets.md');

/** The names in the first column of the table whose first heading is this, under this heading of the page. */
function named(section: string, column: string): string[] {
  const body = PAGE.split(new RegExp(`^#+ ${section}$`, 'm'))[1]?.split(/^#+ /m)[0] ?? '';
  const rows = body.split('\n').slice(body.split('\n').findIndex((line) => line.startsWith(`| ${column} `)));
  const table = rows.slice(
    0,
    rows.findIndex((line) => !line.startsWith('|')),
  );
  return table.flatMap((row) => /^\| `([^`]+)`/.exec(row)?.[1] ?? []);
}

function codesIn(path: string): string[] {
  return [...text(path).matchAll(/super\(\d{3}, '(\w+)'/g)].map(([, code = '']) => code);
}

describe('docs/sockets.md', () => {
  it.each([
    ['The handshake', 'code', HANDSHAKE_CODES],
    ['From the client', 'message', CLIENT_MESSAGES],
    ['From the client', 'ack code', ACK_CODES],
    ['Rooms', 'room', [...ROOMS, 'ticket:<id>', 'bin:<id>', 'user:<id>']],
    ['From the server: what is in the log', 'message', LOGGED_MESSAGES],
    ['From the server: of the moment', 'message', PASSING_MESSAGES],
    ['Resync', 'reason', RESYNC_REASONS],
    ['Why a connection ends', 'reason', CLOSING_REASONS],
  ])('%s: lists each %s that the code knows, and no other', (section, column, known) => {
    expect(named(section, column).toSorted()).toEqual([...known].toSorted());
  });

  it('lists every code that the answers of sockets can have', () => {
    const thrown = [...codesIn('src/realtime/realtime-errors.ts'), ...codesIn('src/common/database-errors.ts')];
    expect(thrown.length).toBeGreaterThan(6);
    const named = new Set<string>(ACK_CODES);
    expect(thrown.filter((code) => !named.has(code))).toEqual([]);
  });

  it('has the limits of the code', () => {
    expect(PAGE).toContain(`${MAX_MESSAGE_BYTES.toLocaleString('en-US')} bytes`);
    expect(PAGE).toMatch(new RegExp(`rooms of a socket +\\| ${MOST_ROOMS} `));
  });
});
