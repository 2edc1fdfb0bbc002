import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { PROBLEM_CODES } from '../../src/common/http/problem-codes.js';
import { REMEDIES, type Remedy } from '../../src/common/remedies.js';
import { ACK_ERRORS, CLOSINGS, HANDSHAKE_REFUSALS, RESYNCS } from '../../src/realtime/protocol.js';

export const ERRORS_PAGE = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));

type Explained = Readonly<Record<string, readonly [meaning: string, remedy: Remedy]>>;

/** The text of docs/errors.md, from the tables by which the server answers. */
export async function errorsPage(): Promise<string> {
  const problems = Object.entries(PROBLEM_CODES).map(([code, [status, ...rest]]) => [code, String(status), ...rest]);
  const text = [
    '# Errors',
    '<!-- Made by `npm run docs:errors` from the code: change it there. -->',
    [
      'Every code and reason that Carillon gives, and what a client does about it. Decide by `code` or `reason`: they are stable, and',
      '`message` is for people.',
    ].join('\n'),
    '## What to do',
    table(['word', 'what a client does'], Object.entries(REMEDIES)),
    '## HTTP',
    [
      'Errors are `application/problem+json` (RFC 9457) with `status`, `code`, `message` and `request_id`. `invalid_input` has `errors`',
      'with every field that is wrong. A `Retry-After` header says how many seconds to wait.',
    ].join('\n'),
    table(
      ['code', 'status', 'meaning', 'what to do'],
      problems.toSorted((a, b) => Number(a[1]) - Number(b[1])),
    ),
    '## Sockets: a refused handshake',
    'Socket.IO reports `connect_error`; `error.data.code` is one of these. Socket.IO does not try again by itself.',
    explained('code', HANDSHAKE_REFUSALS),
    '## Sockets: acknowledgements',
    'The answer to a message is `{ok: false, error: {code, message}}`. The connection goes on.',
    explained('code', ACK_ERRORS),
    '## Sockets: the server ends the connection',
    '`closing {reason}` comes before the end. Without it, the network broke or the server stopped (`bye`): Socket.IO reconnects by itself.',
    explained('reason', CLOSINGS),
    '## Sockets: resync',
    '`resync {reason, room, cursor}` says that the cursor leads nowhere, or that something was left out.',
    explained('reason', RESYNCS),
    'More about sockets: [sockets](sockets.md). What leads to `rate_limited` and the like: [limits](limits.md).',
  ].join('\n\n');
  const options = await resolveConfig(ERRORS_PAGE);
  return format(`${text}\n`, { ...options, parser: 'markdown' });
}

function explained(heading: string, entries: Explained): string {
  const rows = Object.entries(entries).map(([code, [meaning, remedy]]) => [code, meaning, remedy]);
  return table([heading, 'meaning', 'what to do'], rows);
}

/** The first column is code. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = rows.map(([first, ...rest]) => [`\`${first}\``, ...rest]);
  return [headings, headings.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
