import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import type { Block } from './blocks.js';

/** How a block's language is run, in a folder of its page. The text is of bash. */
const COMMANDS: Readonly<Record<string, string>> = {
  js: 'node --import ./.globals.mjs',
  ts: 'node --import ./.globals.mjs',
  python: 'python3',
};
const ENDINGS: Readonly<Record<string, string>> = { js: 'mjs', ts: 'mjs', python: 'py' };
/** What a block needs is there under the name that it has in JavaScript: `TICKET_ID` is `ticketId`. */
const GLOBALS = `
for (const [name, value] of Object.entries(process.env)) {
  if (/^[A-Z][A-Z_]*$/.test(name)) {
    const camel = name.toLowerCase().replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase());
    if (!(camel in globalThis)) globalThis[camel] = value;
  }
}
`;

/** What the output then contains. */
export const BACKGROUND_FAILURE = '::failed in the background:';

export function isProgram(language: string): boolean {
  return language === 'bash' || language === 'sh' || language in COMMANDS;
}

/**
 * @param program the whole of it: a block, or several that continue each other
 * @returns what a terminal in the folder runs
 */
export async function scriptOf({ language, line, marks }: Block, program: string, folder: string): Promise<string> {
  if (!(language in COMMANDS)) return inBackground(program, { line, marks });
  const file = marks.file ?? `block-${line}.${ENDINGS[language]}`;
  await writeFile(join(folder, '.globals.mjs'), GLOBALS);
  await writeFile(join(folder, file), language === 'ts' ? typesRemoved(program) : program);
  if (marks.file !== undefined) return '';
  return inBackground(`${COMMANDS[language]} ${file}`, { line, marks });
}

/** Only what goes on running, and so that its failure is noticed. */
function inBackground(command: string, { line, marks }: Pick<Block, 'line' | 'marks'>): string {
  if (marks.until === undefined) return `${command}\n`;
  return `{ ${command}\n} || printf '\n${BACKGROUND_FAILURE} line ${line}: %s\n' "$?" &\n`;
}

/** Blocks at the lines that they have in their page, so that an error names the right one. */
export function assembled(blocks: readonly Block[], adapted: (code: string) => string): string {
  let text = '';
  for (const { line, code } of blocks) {
    text += '\n'.repeat(Math.max(0, line - text.split('\n').length)) + adapted(code);
  }
  return text;
}

function typesRemoved(code: string): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
