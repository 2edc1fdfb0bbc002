import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { blocksOf, pages, type Block } from './blocks.js';
import { BlockBrowser, isForBrowser, pageOf } from './block-browser.js';
import { Context } from './context.js';
import { FORMS } from './forms.js';
import { isOnMachine } from './machine.js';
import { expectOutput } from './output.js';
import { assembled, BACKGROUND_FAILURE, isProgram, scriptOf } from './programs.js';
import { Reader } from './reader.js';
import type { PageSession } from './session.js';
import { typeFaults } from './types.js';

const BLOCKS = new Map(pages().map((page) => [page, blocksOf(page)]));
const ALL = [...BLOCKS.values()].flat();

let reader: Reader;
let context: Context;
const sessions = new Map<string, PageSession>();
/** What a page logs is read in the terminal of its page, too. */
const browser = new BlockBrowser((page, text) => sessions.get(page)?.print(text));

beforeAll(async () => {
  reader = await Reader.arrive(ALL);
  context = await Context.open(reader.server);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await reader?.leave();
}, 60_000);

/** The block with those that it continues, in order. */
function chainOf(block: Block): Block[] {
  const before = BLOCKS.get(block.page)?.filter(
    ({ line, language }) => line < block.line && language === block.language,
  );
  const previous = before?.at(-1);
  return block.marks.continues && previous !== undefined ? [...chainOf(previous), block] : [block];
}

describe.each([...BLOCKS].filter(([, blocks]) => blocks.length > 0))('%s', (page, blocks) => {
  let session: PageSession;
  let printed = '';

  beforeAll(async () => {
    session = await reader.open(page);
    sessions.set(page, session);
  });

  // What the page left running, with its ports.
  afterAll(() => session.end());

  async function runBlock(block: Block): Promise<void> {
    const { line, marks } = block;
    const began = session.output.length;
    const values = Object.entries(await context.make(marks.needs));
    const assignments = values.map(([name, value]) => `${name}='${value}'\n`).join('');
    if (marks.needs.length > 0) await session.run({ script: assignments, page, line });
    const program = assembled(chainOf(block), (code) => reader.adapted(code));
    if (isForBrowser(block.language)) {
      const origin = block.language === 'html' ? reader.pageOrigin : reader.server.url;
      return browser.open(block, await pageOf(block.language, program, session.folder), origin);
    }
    const isShell = block.language === 'bash' || block.language === 'sh';
    const script = await scriptOf(block, isShell ? reader.adapted(block.code) : program, session.folder);
    printed = await session.run({ script, page, line });
    for (const text of [marks.until, marks.sees]) {
      if (text !== undefined) await session.sees(reader.adapted(text), { page, line }, began);
    }
    if (marks.until !== undefined) printed = session.output.slice(began);
  }

  for (const block of blocks) {
    const { line, language, marks } = block;
    const title = `${page}:${line} ${language}`;

    it(`${title} is well formed`, async () => {
      const check = FORMS[language];
      if (check === undefined) {
        throw new Error(`${page}:${line}: "${language}" is not one of ${Object.keys(FORMS).join(', ')}.`);
      }
      expect({ at: `${page}:${line}`, fault: await check(block.code) }).toEqual({ at: `${page}:${line}` });
    });

    if (marks.isOutput) {
      it(`${title} is what the block before it prints`, () => expectOutput(reader.adapted(block.code), printed));
    } else if (marks.notRun === undefined && (isProgram(language) || isForBrowser(language)) && isOnMachine(language)) {
      it(`${title} runs`, () => runBlock(block), 60_000);
    }
  }

  it('leaves no failed process running', () => {
    expect(session.output.split('\n').filter((text) => text.startsWith(BACKGROUND_FAILURE))).toEqual([]);
  });
});

it('blocks in TypeScript pass type checks', async () => {
  const typed = ALL.filter(({ language }) => language === 'ts' || language === 'tsx');
  const programs = typed.map((block) => ({
    block,
    text: assembled(chainOf(block), (code) => reader.adapted(code)),
  }));
  expect(programs.length).toBeGreaterThan(3);
  expect(await typeFaults(programs, reader.folder)).toEqual([]);
}, 60_000);
