import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import treeSitter, { type Node } from '@vscode/tree-sitter-wasm';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { missingScripts } from './reader.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

const { Language, Parser } = treeSitter;

/** Tells what is wrong when a text is not of its language. Nothing is run. */
export type FormCheck = (code: string) => Promise<string | undefined> | string | undefined;

/** By language. `text` is for output, diagrams and whatever else has no form of its own. */
export const FORMS: Readonly<Record<string, FormCheck>> = {
  bash,
  sh: bash,
  js: (code) => javascript(code, 'block.js'),
  ts: (code) => javascript(code, 'block.ts'),
  tsx: (code) => javascript(code, 'block.tsx'),
  json,
  jsonc: (code) => messageOf(ts.parseConfigFileTextToJson('block.json', code).error),
  yaml: (code) => parseAllDocuments(code).flatMap(({ errors }) => errors)[0]?.message,
  html,
  python: (code) => parsed('python', code),
  go: (code) => parsed('go', code),
  php: (code) => parsed('php', code),
  ruby: (code) => parsed('ruby', code),
  text: () => undefined,
};

async function bash(code: string): Promise<string | undefined> {
  const missing = await missingScripts(code);
  if (missing.length > 0) return `package.json has no script ${missing.join(', ')}.`;
  return run('bash', ['-n', '-c', code]).then(() => undefined, String);
}

function json(code: string): string | undefined {
  try {
    JSON.parse(code);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function javascript(code: string, fileName: string): string | undefined {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX };
  const { diagnostics = [] } = ts.transpileModule(code, { fileName, reportDiagnostics: true, compilerOptions });
  return messageOf(diagnostics[0]);
}

function messageOf(diagnostic: ts.Diagnostic | undefined): string | undefined {
  return diagnostic === undefined ? undefined : ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
}

let ready: Promise<void> | undefined;

/** By the grammars that VS Code ships, since most machines lack the compilers. */
async function parsed(language: string, code: string): Promise<string | undefined> {
  await (ready ??= Parser.init());
  const grammar = await Language.load(require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${language}.wasm`));
  const parser = new Parser().setLanguage(grammar);
  const tree = parser.parse(code);
  const fault = tree === null ? null : firstFault(tree.rootNode);
  const place = fault === null ? undefined : `line ${fault.startPosition.row + 1} of the block is not ${language}`;
  tree?.delete();
  parser.delete();
  return place;
}

function firstFault(node: Node): Node | null {
  if (!node.hasError) return null;
  if (node.isError || node.isMissing) return node;
  for (const child of node.children) {
    const fault = child === null ? null : firstFault(child);
    if (fault !== null) return fault;
  }
  return node;
}

/** Its scripts are of JavaScript; the rest is the browser's to read. */
function html(code: string): string | undefined {
  const scripts = [...code.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, script = '']) => script);
  if (!/<\w/.test(code)) return 'There is no element in it.';
  return scripts.map((script) => javascript(script, 'block.js')).find((fault) => fault !== undefined);
}
