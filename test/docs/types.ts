import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import type { Block } from './blocks.js';

/** What `needs` gives, for the compiler. */
const GLOBALS = `declare global {
  const token: string, ticketId: string, userId: string, endpointId: string, secret: string, apiKey: string;
}
export {};
`;

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  jsx: ts.JsxEmit.ReactJSX,
  types: ['node'],
  skipLibCheck: true,
};

export interface TypedProgram {
  readonly block: Block;
  /** At the lines of its page. */
  readonly text: string;
}

/** @param folder with the packages that the programs import. @returns `page:line: message` for every fault of a type */
export async function typeFaults(programs: readonly TypedProgram[], folder: string): Promise<string[]> {
  const byFile = new Map<string, TypedProgram>();
  for (const program of programs) {
    const { page, line, language } = program.block;
    const file = join(folder, `${page.replaceAll('/', '-')}-${line}.${language}`);
    await writeFile(file, program.text);
    byFile.set(file, program);
  }
  const globals = join(folder, 'globals.d.mts');
  await writeFile(globals, GLOBALS);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const compiled = ts.createProgram([globals, ...byFile.keys()], OPTIONS);
  return ts.getPreEmitDiagnostics(compiled).map(({ file, start = 0, messageText }) => {
    const page = file === undefined ? '' : (byFile.get(file.fileName)?.block.page ?? file.fileName);
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
    return `${page}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
