import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { MAX_MESSAGE_BYTES } from '../../src/realtime/bounded-parser.js';
import {
  ACK_ERRORS,
  CLIENT_MESSAGES,
  CLOSINGS,
  HANDSHAKE_REFUSALS,
  LOGGED_MESSAGES,
  PASSING_MESSAGES,
  RESYNCS,
} from '../../src/realtime/protocol.js';
import { LIST_ROOMS } from '../../src/realtime/rooms.js';
import { MAX_ROOMS } from '../../src/realtime/room-messages.js';

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
    ['The handshake', 'code', Object.keys(HANDSHAKE_REFUSALS)],
    ['From the client', 'message', CLIENT_MESSAGES],
    ['From the client', 'ack code', Object.keys(ACK_ERRORS)],
    ['Rooms', 'room', [...LIST_ROOMS, 'ticket:<id>', 'bin:<id>', 'user:<id>']],
    ['From the server: what is in the log', 'message', LOGGED_MESSAGES],
    ['From the server: of the moment', 'message', PASSING_MESSAGES],
    ['Resync', 'reason', Object.keys(RESYNCS)],
    ['Why a connection ends', 'reason', Object.keys(CLOSINGS)],
  ])('%s: lists each %s in the code, and no other', (section, column, known) => {
    expect(named(section, column).toSorted()).toEqual([...known].toSorted());
  });

  it('lists every code of socket answers', () => {
    const thrown = [...codesIn('src/realtime/realtime-errors.ts'), ...codesIn('src/common/database-errors.ts')];
    expect(thrown.length).toBeGreaterThan(6);
    const named = new Set<string>(Object.keys(ACK_ERRORS));
    expect(thrown.filter((code) => !named.has(code))).toEqual([]);
  });

  it('has the limits from the code', () => {
    expect(PAGE).toContain(`${MAX_MESSAGE_BYTES.toLocaleString('en-US')} bytes`);
    expect(PAGE).toMatch(new RegExp(`rooms of a socket +\\| ${MAX_ROOMS} `));
  });
});
