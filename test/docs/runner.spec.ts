import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { blocksIn, pages } from './blocks.js';
import { FORMS } from './forms.js';
import { assembled, BACKGROUND_FAILURE, scriptOf } from './programs.js';
import { expectOutput } from './output.js';
import { PageSession } from './session.js';

const PAGE = 'docs/example.md';

function page(...lines: string[]): string {
  return lines.join('\n');
}

describe('the marks before a code block', () => {
  it('say what it needs, what it prints, and whether it continues another block', () => {
    const text = page('<!-- run: needs=token,ticket until="it listens" continues -->', '', '```js', 'one;', '```');
    const [block] = blocksIn(text, PAGE);
    expect(block).toMatchObject({ page: PAGE, line: 4, language: 'js', code: 'one;\n' });
    expect(block?.marks).toMatchObject({ needs: ['token', 'ticket'], until: 'it listens', continues: true });
  });

  it('apply only to the next block', () => {
    const text = page('<!-- output -->', '```text', 'a', '```', '', 'Then:', '', '```text', 'b', '```');
    expect(blocksIn(text, PAGE).map(({ marks }) => marks.isOutput)).toEqual([true, false]);
  });

  it('are refused when misspelt or without a reason', () => {
    expect(() => blocksIn(page('<!-- run: need=token -->', '```js', '```'), PAGE)).toThrow(`${PAGE}:3`);
    expect(() => blocksIn(page('<!-- run: needs=token! -->', '```js', '```'), PAGE)).toThrow('is not understood');
    expect(() => blocksIn(page('<!-- not run: -->', '```js', '```'), PAGE)).toThrow('reason');
  });

  it('are found within lists', () => {
    const text = page('1. First', '', '   <!-- not run: needs a phone -->', '', '   ```bash', '   call', '   ```');
    expect(blocksIn(text, PAGE)).toMatchObject([{ line: 6, code: 'call\n', marks: { notRun: 'needs a phone' } }]);
  });

  it('are read on every page for readers', () => {
    const expected = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'client/README.md', 'docs/architecture.md'];
    expect(pages()).toEqual(expect.arrayContaining(expected));
  });
});

describe('a page session', () => {
  let folder: string;
  let session: PageSession;
  let server: Server | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carillon-session-'));
    session = new PageSession(folder, { PATH: process.env['PATH'] });
  });

  afterEach(async () => {
    await session.end();
    server?.close();
    server = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  const run = (script: string, line = 1) => session.run({ script, page: PAGE, line });

  it('keeps variables between blocks, for programs too', async () => {
    await run('NAME=Ada\n');
    expect(await run('node -pe "process.env.NAME"\n', 5)).toBe('Ada\n');
  });

  it('names page, line and command of a failure, and stops there', async () => {
    const script = page('echo before', 'false', 'echo after');
    await expect(run(script, 10)).rejects.toThrow(/docs\/example\.md:11 failed: false\n(?!.*after)/);
    await expect(run('echo more', 20)).rejects.toThrow('Not run, because docs/example.md:11 failed');
  });

  it.each([
    ['a command within a pipe', 'false | cat\n'],
    ['a command whose output is taken', 'X=$(exit 3)\n'],
    ['a variable that nothing has set', 'echo "$NOTHING"\n'],
    ['a program that does not exist', 'no-such-program\n'],
    ['an exit in the middle', 'exit 0\necho more\n'],
  ])('reports %s', async (_, script) => {
    await expect(run(script)).rejects.toThrow(PAGE);
  });

  it('reports an HTTP answer of 400 or more', async () => {
    server = createServer((_, response) => response.writeHead(404).end('no such page'));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(run(`curl -fsS http://127.0.0.1:${port}/\n`)).rejects.toThrow('404');
  });

  it('reports a program that fails, with its line of the page', async () => {
    const [block] = blocksIn(page('Text', '', '```js', 'const one = 1;', 'throw new Error("late");', '```'), PAGE);
    if (block === undefined) throw new Error('no block');
    const script = await scriptOf(block, assembled([block], String), folder);
    await expect(run(script, block.line)).rejects.toThrow(/block-4\.mjs:5/);
  });

  it('reports a background command that fails or never becomes ready', async () => {
    const text = page('<!-- run: until=ready -->', '```js', 'console.log("ready"); process.exitCode = 1;', '```');
    const [block] = blocksIn(text, PAGE);
    if (block === undefined) throw new Error('no block');
    await run(await scriptOf(block, block.code, folder));
    await session.sees('ready', block);
    await session.sees(BACKGROUND_FAILURE, block);
  });

  it('passes a program its values under their JavaScript names', async () => {
    const [block] = blocksIn(page('```js', 'console.log(ticketId);', '```'), PAGE);
    if (block === undefined) throw new Error('no block');
    await run("TICKET_ID='7'\n");
    expect(await run(await scriptOf(block, block.code, folder))).toBe('7\n');
  });
});

describe('the form of a code block', () => {
  it.each([
    ['bash', 'if true; then\n'],
    ['bash', 'npm run no-such-script\n'],
    ['js', 'const = 1;\n'],
    ['ts', 'let x: = 1;\n'],
    ['json', '{"a": 1,}\n'],
    ['jsonc', '{"a": }\n'],
    ['yaml', 'a: [1\n'],
    ['python', 'def f(:\n'],
    ['go', 'func main( {\n'],
    ['php', '<?php if (\n'],
    ['ruby', 'def f(\n'],
  ])('%s: %j is refused', async (language, code) => {
    expect(await FORMS[language]?.(code)).toEqual(expect.any(String));
  });
});

describe('the output of a code block', () => {
  it('is compared ignoring whitespace; an ellipsis matches anything', () => {
    expect(() => expectOutput('{"id": "…", "ok": true}', '{"id":"0190","ok":true}')).not.toThrow();
    expect(() => expectOutput('{"id": "…", "ok": true}', '{"id":"0190","ok":false}')).toThrow('is not in');
  });
});
