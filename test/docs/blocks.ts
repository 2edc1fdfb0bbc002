import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import MarkdownIt from 'markdown-it';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What comments before a block say of it. CONTRIBUTING.md describes them. */
export interface Marks {
  /** What must exist before the block runs; `context.ts` knows how to make it. */
  readonly needs: readonly string[];
  /** The block goes on running; it counts as run once its output contains this text. */
  readonly until?: string;
  /** After the block, the output of the page must contain this text. */
  readonly sees?: string;
  /** The block belongs to the end of the one before it in the same language. */
  readonly continues: boolean;
  /** The block is the content of this file. Other blocks run it. */
  readonly file?: string;
  /** The block shows what the block before it prints. */
  readonly isOutput: boolean;
  /** Why the block is only checked for its form. */
  readonly notRun?: string;
}

export interface Block {
  readonly page: string;
  /** Of its first line of code, counted from 1. */
  readonly line: number;
  /** The first word after the fence; empty without one. */
  readonly language: string;
  readonly code: string;
  readonly marks: Marks;
}

const SETTINGS = ['needs', 'until', 'sees', 'continues'];

/** Every page for readers, by its path from the root. */
export function pages(): string[] {
  const inFolder = (folder: string) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`)
      .sort();
  const inRoot = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  return [...inRoot.sort(), 'client/README.md', 'web/README.md', ...inFolder('docs')];
}

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): Block[] {
  return blocksIn(readFileSync(`${ROOT}${page}`, 'utf8'), page);
}

/** @throws Error when a mark is not understood */
export function blocksIn(markdown: string, page: string): Block[] {
  const tokens = new MarkdownIt({ html: true }).parse(markdown, {});
  return tokens.flatMap((token, index) => {
    if (token.type !== 'fence') return [];
    const line = (token.map?.[0] ?? 0) + 2;
    const comments: string[] = [];
    for (let before = index - 1; tokens[before]?.type === 'html_block'; before -= 1) {
      comments.unshift(tokens[before]?.content ?? '');
    }
    const [language = ''] = token.info.trim().split(/\s+/);
    return [{ page, line, language, code: token.content, marks: marksOf(comments.join('\n'), `${page}:${line}`) }];
  });
}

function marksOf(comments: string, place: string): Marks {
  const texts = [...comments.matchAll(/<!--([\s\S]*?)-->/g)].map(([, text = '']) => text.trim());
  const after = (prefix: string) =>
    texts
      .find((text) => text.startsWith(prefix))
      ?.slice(prefix.length)
      .trim();
  const notRun = after('not run:');
  if (notRun === '') throw new Error(`${place}: "not run" needs a reason.`);
  const settings = settingsOf(after('run:') ?? '', place);
  return {
    needs: settings.get('needs')?.split(',') ?? [],
    until: settings.get('until'),
    sees: settings.get('sees'),
    continues: settings.has('continues'),
    file: after('file:'),
    isOutput: texts.includes('output'),
    notRun,
  };
}

/** `key=value`, `key="a value"` or `key`. */
function settingsOf(text: string, place: string): Map<string, string> {
  const settings = new Map<string, string>();
  const rest = text.replaceAll(
    /([a-z]+)(?:=(?:"([^"]*)"|([\w,:/.-]+)))?(?:\s+|$)/g,
    (_, key: string, quoted, plain) => {
      settings.set(key, String(quoted ?? plain ?? ''));
      return '';
    },
  );
  const unknown = [...settings.keys()].filter((key) => !SETTINGS.includes(key));
  if (rest.trim() !== '' || unknown.length > 0) {
    throw new Error(`${place}: the mark "run: ${text}" is not understood. It takes ${SETTINGS.join(', ')}.`);
  }
  return settings;
}
