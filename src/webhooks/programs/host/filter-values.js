// @ts-check

/** @import { ASTNode } from '@marcbachmann/cel-js' */

/** @typedef {string | number} Segment */
/** @typedef {{ path: string, found: boolean, value: unknown, truncated: boolean }} SeenValue */

const ROOTS = new Set(['event', 'data', 'changes']);
/** They name a variable of their own, which may hide one of the roots. */
const BINDING_CALLS = new Set(['all', 'exists', 'exists_one', 'filter', 'map', 'bind']);
const MAX_VALUES = 50;
/** Of a value as JSON; a longer one is shown as the beginning of its JSON text. */
const MAX_VALUE_CHARACTERS = 500;

/**
 * What each part of an event that a filter names was: `data.priority`, `changes.status[1]`. A list or a map stands as a
 * whole where the filter walks through it or computes the key.
 *
 * @param {ASTNode} ast
 * @returns {(scope: Record<string, unknown>) => SeenValue[]}
 */
export function valueReader(ast) {
  /** @type {Map<string, Segment[]>} */
  const paths = new Map();
  collect(ast, new Set(), paths);
  const wanted = [...paths].slice(0, MAX_VALUES);
  return (scope) => wanted.map(([path, segments]) => ({ path, ...shown(valueAt(scope, segments)) }));
}

/**
 * @param {ASTNode} node
 * @param {ReadonlySet<string>} hidden roots that a variable of the expression hides here
 * @param {Map<string, Segment[]>} paths
 */
function collect(node, hidden, paths) {
  const path = pathOf(node, hidden);
  if (path !== undefined) {
    paths.set(textOf(path), path);
    return;
  }
  const inner = boundName(node);
  const within = inner === undefined ? hidden : new Set([...hidden, inner]);
  for (const child of childrenOf(node.args)) collect(child, within, paths);
}

/**
 * @param {ASTNode} node
 * @param {ReadonlySet<string>} hidden
 * @returns {Segment[] | undefined} undefined: it is no access with keys that stand in the expression
 */
function pathOf(node, hidden) {
  if (node.op === 'id') {
    const name = node.args;
    return ROOTS.has(name) && !hidden.has(name) ? [name] : undefined;
  }
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const [target, key] = node.args;
  const parent = pathOf(target, hidden);
  const segment = typeof key === 'string' ? key : constantOf(key);
  return parent === undefined || segment === undefined ? undefined : [...parent, segment];
}

/**
 * @param {unknown} node
 * @returns {Segment | undefined}
 */
function constantOf(node) {
  if (typeof node !== 'object' || node === null || !('op' in node) || !('args' in node)) return undefined;
  if (node.op !== 'value') return undefined;
  return typeof node.args === 'bigint' ? Number(node.args) : typeof node.args === 'string' ? node.args : undefined;
}

/**
 * @param {ASTNode} node
 * @returns {string | undefined}
 */
function boundName(node) {
  if (node.op !== 'rcall' || !BINDING_CALLS.has(node.args[0])) return undefined;
  const [first] = childrenOf(node.args[2]);
  return first?.op === 'id' ? first.args : undefined;
}

/**
 * @param {Record<string, unknown>} scope
 * @param {Segment[]} segments
 */
function valueAt(scope, segments) {
  /** @type {unknown} */
  let value = scope;
  for (const segment of segments) {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, segment);
    if (!isThere) return { found: false, value: null };
    value = /** @type {Record<Segment, unknown>} */ (value)[segment];
  }
  return { found: true, value };
}

/** @param {{ found: boolean, value: unknown }} seen */
function shown({ found, value }) {
  const text = JSON.stringify(value);
  if (text.length <= MAX_VALUE_CHARACTERS) return { found, value, truncated: false };
  return { found, value: `${text.slice(0, MAX_VALUE_CHARACTERS).toWellFormed()}…`, truncated: true };
}

/** @param {Segment[]} segments */
function textOf([root, ...segments]) {
  const steps = segments.map((segment) => {
    if (typeof segment === 'number') return `[${segment}]`;
    return /^[A-Za-z_]\w*$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
  });
  return `${root}${steps.join('')}`;
}

/**
 * @param {unknown} args
 * @returns {ASTNode[]}
 */
export function childrenOf(args) {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  if (typeof args !== 'object' || args === null || !('op' in args) || !('args' in args)) return [];
  return [/** @type {ASTNode} */ (args)];
}
