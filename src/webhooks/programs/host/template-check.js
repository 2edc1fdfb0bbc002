// @ts-check
import { compileTemplate, engine, renderTemplate } from './template-language.js';

/** @import { Template } from 'liquidjs' */
/** @typedef {{ path: (string | number)[], line: number }} Reference a place where a template names a value */
/** @typedef {Record<string, unknown>} Scope */

const MAX_REFERENCES = 60;

/** What people write into titles and comments, and what it is called in a message. */
const HOSTILE_TEXTS = [
  ['a "quoted" word', 'a double quote'],
  ['two\nlines', 'a line break'],
  ['C:\\temp', 'a backslash'],
  ['a\ttab \u0001', 'a control character'],
  ['🙂 日本 é', 'an emoji'],
  ['', 'nothing'],
];

/** Ours, whatever people write. */
const FIXED = /^event\.(id|type|category|source|sequence|user_id|company_id|occurred_at|actor\.(id|type))$/;

/**
 * Renders a template over examples, then over the same examples with hostile texts in them. A template that is meant to give
 * JSON must do so each time; one that writes plain text may write anything.
 *
 * @param {string} text
 * @param {Scope[]} examples
 * @returns {string | undefined} why it cannot be saved
 */
export function templateFault(text, examples) {
  let templates;
  try {
    templates = compileTemplate(text);
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : 'It cannot be parsed.';
  }
  const references = referencesOf(templates);
  const scopes = examples.map((example) => completed(example, references, 1));
  const outputs = scopes.map((scope) => attempt(templates, scope));
  const isMeantAsJson = outputs.some((output) => isJson(output) || output?.trimStart().startsWith('{'));
  if (!isMeantAsJson) return undefined;
  const working = examples.filter((_, index) => isJson(outputs[index]));
  const broken = scopes.filter((_, index) => outputs[index] !== undefined && !isJson(outputs[index]));
  const fault = brokenFault(templates, references, broken);
  if (fault !== undefined) return fault;
  if (working.length === 0) return brokenOutput(outputs);
  for (const example of working) {
    const fault = hostileFault(templates, references, example);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** @param {(string | undefined)[]} outputs */
function brokenOutput(outputs) {
  const output = outputs.find((found) => found !== undefined) ?? '';
  return `The output begins like JSON and is not valid JSON: ${parseFault(output)}. Write each value with the json filter.`;
}

/**
 * It gives no JSON for some examples as they are: is there one value that it cannot carry?
 *
 * @param {Template[]} templates
 * @param {Reference[]} references
 * @param {Scope[]} scopes
 * @returns {string | undefined}
 */
function brokenFault(templates, references, scopes) {
  for (const scope of scopes) {
    for (const reference of references) {
      const changed = structuredClone(scope);
      write(changed, reference.path, 1);
      if (isJson(attempt(templates, changed))) return faultAt(reference, 'it is not a number');
    }
  }
  return undefined;
}

/**
 * @param {Template[]} templates
 * @param {Reference[]} references
 * @param {Scope} example it works for
 * @returns {string | undefined}
 */
function hostileFault(templates, references, example) {
  const base = completed(example, references, 1);
  for (const reference of references) {
    if (FIXED.test(reference.path.join('.'))) continue;
    const known = read(example, reference.path);
    if (known === undefined && !takesText(templates, base, reference)) continue;
    for (const [text, name] of HOSTILE_TEXTS) {
      const changed = structuredClone(base);
      write(changed, reference.path, known === undefined ? text : withText(known, text ?? ''));
      if (isBrokenBy(templates, changed)) return faultAt(reference, `it contains ${name}`);
    }
    if (typeof known !== 'string') continue;
    const changed = structuredClone(base);
    write(changed, reference.path, null);
    if (isBrokenBy(templates, changed)) return faultAt(reference, 'it is null');
  }
  return undefined;
}

/**
 * A value that is in no example may be a number, written without quotes on purpose.
 *
 * @param {Template[]} templates
 * @param {Scope} base
 * @param {Reference} reference
 */
function takesText(templates, base, { path }) {
  const changed = structuredClone(base);
  write(changed, path, 'word');
  return isJson(attempt(templates, changed));
}

/**
 * @param {Template[]} templates
 * @param {Scope} scope
 */
function isBrokenBy(templates, scope) {
  const output = attempt(templates, scope);
  return output !== undefined && !isJson(output);
}

/**
 * @param {Reference} reference
 * @param {string} condition
 */
function faultAt({ path, line }, condition) {
  const name = path.join('.');
  return (
    `line ${line}: the output is not valid JSON when ${name} is such that ${condition}. ` +
    `Write {{ ${name} | json }}, without quotes around it.`
  );
}

/**
 * @param {Template[]} templates
 * @returns {Reference[]}
 */
function referencesOf(templates) {
  const { globals } = engine.analyzeSync(templates, { partials: false });
  /** @type {Map<string, Reference>} */
  const found = new Map();
  for (const variable of Object.values(globals).flat()) {
    const path = variable.segments.flatMap((part) => (typeof part === 'object' ? [] : [part]));
    // One that is chosen by another value can be anything.
    if (path.length < variable.segments.length || path.length < 2) continue;
    if (!['event', 'data', 'changes'].includes(String(path[0]))) continue;
    const key = path.join('.');
    if (!found.has(key)) found.set(key, { path, line: variable.location.row });
  }
  return [...found.values()].slice(0, MAX_REFERENCES);
}

/**
 * With something at each place that the template names.
 *
 * @param {Scope} example
 * @param {Reference[]} references
 * @param {unknown} filler
 * @returns {Scope}
 */
function completed(example, references, filler) {
  const scope = structuredClone(example);
  for (const { path } of references) if (read(scope, path) === undefined) write(scope, path, filler);
  return scope;
}

/**
 * @param {unknown} value
 * @param {string} text in the place of every string in it
 * @returns {unknown}
 */
function withText(value, text) {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.length === 0 ? [text] : value.map((item) => withText(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withText(item, text)]));
}

/**
 * @param {Scope} scope
 * @param {(string | number)[]} path
 * @returns {unknown}
 */
function read(scope, path) {
  /** @type {unknown} */
  let value = scope;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = /** @type {Record<string | number, unknown>} */ (value)[part];
  }
  return value;
}

/**
 * @param {Scope} scope
 * @param {(string | number)[]} path
 * @param {unknown} value nothing is written through a value that has no members
 */
function write(scope, path, value) {
  /** @type {Record<string | number, unknown>} */
  let at = scope;
  for (const part of path.slice(0, -1)) {
    const own = Object.hasOwn(at, part) ? at[part] : undefined;
    if (own !== undefined && own !== null && typeof own !== 'object') return;
    const next = own ?? {};
    define(at, part, next);
    at = /** @type {Record<string | number, unknown>} */ (next);
  }
  define(at, path.at(-1) ?? '', value);
}

/**
 * Also for names such as `__proto__`.
 *
 * @param {object} target
 * @param {string | number} name
 * @param {unknown} value
 */
function define(target, name, value) {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * @param {Template[]} templates
 * @param {Scope} scope
 * @returns {string | undefined} undefined: it fails, which is no fault of its JSON
 */
function attempt(templates, scope) {
  try {
    return renderTemplate(templates, scope);
  } catch {
    return undefined;
  }
}

/** @param {string | undefined} output */
function isJson(output) {
  if (output === undefined) return false;
  try {
    const value = JSON.parse(output);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** @param {string} output */
function parseFault(output) {
  try {
    JSON.parse(output);
    return 'unknown';
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
  }
}
