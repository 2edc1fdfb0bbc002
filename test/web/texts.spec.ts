import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const SOURCES = fileURLToPath(new URL('../../web/src/', import.meta.url));
const GERMAN = 'i18n/german/';

type Texts = Readonly<Record<string, string>>;

/** That every English text has a German one is checked by the compiler: a text without one is no `MessageId`. */
describe('the texts of the dashboard', () => {
  const catalogues = new Map<string, Texts>();
  let code = '';

  beforeAll(async () => {
    const paths = await readdir(SOURCES, { recursive: true });
    for (const path of paths.filter((name) => /\.tsx?$/.test(name))) {
      const text = await readFile(SOURCES + path, 'utf8');
      if (path.startsWith(GERMAN)) catalogues.set(path, textsOf(text));
      else code += text;
    }
  });

  it('are all used', () => {
    const literals = new Set(literalsOf(code));
    const unused = [...catalogues].flatMap(([path, texts]) =>
      Object.keys(texts)
        .filter((id) => !literals.has(id))
        .map((id) => `${path}: ${id}`),
    );
    expect(unused).toEqual([]);
  });

  it('have one German text each', () => {
    const seen = new Map<string, string>();
    const different: string[] = [];
    for (const texts of catalogues.values()) {
      for (const [id, german] of Object.entries(texts)) {
        if ((seen.get(id) ?? german) !== german) different.push(id);
        seen.set(id, german);
      }
    }
    expect(different).toEqual([]);
  });

  it('have the same values and tags in German', () => {
    const different = [...catalogues.values()]
      .flatMap((texts) => Object.entries(texts))
      .filter(([id, german]) => String(partsOf(id)) !== String(partsOf(german)) || german.trim() === '');
    expect(different).toEqual([]);
  });
});

/** The properties of the one object in the file. */
function textsOf(source: string): Texts {
  const texts: Record<string, string> = {};
  visit(source, (node) => {
    if (!ts.isPropertyAssignment(node) || !ts.isStringLiteralLike(node.initializer)) return;
    if (ts.isIdentifier(node.name) || ts.isStringLiteralLike(node.name)) texts[node.name.text] = node.initializer.text;
  });
  return texts;
}

function literalsOf(source: string): string[] {
  const literals: string[] = [];
  visit(source, (node) => {
    if (ts.isStringLiteralLike(node)) literals.push(node.text);
  });
  return literals;
}

function visit(source: string, look: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    look(node);
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile('texts.tsx', source, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX));
}

/** Names of values, and tags. */
function partsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\w+(?=\}|, (plural|select),)|<\/?\d+\/?>/g)].map(([part]) => part))].sort();
}
