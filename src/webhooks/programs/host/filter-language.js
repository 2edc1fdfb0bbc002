// @ts-check
import { Environment } from '@marcbachmann/cel-js';
import { childrenOf } from './filter-values.js';

/** @import { ASTNode, ParseResult } from '@marcbachmann/cel-js' */

const MAX_FILTER_LENGTH = 2_000;
/** Their cost is not bounded by the length of the expression, or their memory not by the heap's limit. */
const REFUSED_FUNCTIONS = new Map([
  ['matches', 'a pattern may run for ever. Use contains, startsWith or =='],
  ['bytes', 'JSON has no bytes. Compare strings'],
]);
const LIST_MACROS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** An expression that cannot be saved; `position` counts characters from 0. */
export class InvalidFilter extends Error {
  /**
   * @param {string} message
   * @param {number} position
   */
  constructor(message, position) {
    super(message);
    this.name = 'InvalidFilter';
    this.position = position;
  }
}

const environment = withJsonNumbers(
  new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 200, maxDepth: 20, maxListElements: 50, maxMapEntries: 20, maxCallArguments: 8 },
  }),
)
  .registerVariable('event', 'map')
  .registerVariable('data', 'map')
  .registerVariable('changes', 'map');

/**
 * @param {string} text
 * @returns {ParseResult}
 * @throws {InvalidFilter} with the place of the fault
 */
export function compileFilter(text) {
  if (text.length > MAX_FILTER_LENGTH) {
    throw new InvalidFilter(`A filter has at most ${MAX_FILTER_LENGTH} characters.`, MAX_FILTER_LENGTH);
  }
  const program = parse(text);
  refuseUnbounded(program.ast, false);
  const { valid, type, error } = program.check();
  if (!valid) throw new InvalidFilter(summaryOf(error), positionOf(error));
  if (type !== 'bool' && type !== 'dyn') {
    throw new InvalidFilter(`A filter gives true or false, this one gives ${type}.`, 0);
  }
  return program;
}

/**
 * @param {ParseResult} program
 * @param {Record<string, unknown>} scope
 * @returns {boolean}
 * @throws {Error} when it asks for what is not there, or gives neither true nor false
 */
export function runFilter(program, scope) {
  /** @type {unknown} */
  const result = program(scope);
  if (typeof result !== 'boolean') throw new Error('The expression gave neither true nor false.');
  return result;
}

/**
 * A message without the excerpt that the library adds.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function summaryOf(error) {
  if (error instanceof InvalidFilter) return error.message;
  if (typeof error === 'object' && error !== null && 'summary' in error) return String(error.summary);
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'The expression is not valid.';
}

/**
 * JSON has one kind of number, a double, and `1` in an expression is an int: CEL mixes the two in comparisons alone. Here
 * they also mix in arithmetic, where the result is a double; two ints still give an int.
 *
 * @param {Environment} target
 * @returns {Environment}
 */
function withJsonNumbers(target) {
  /** @type {Record<string, (left: number, right: number) => number>} */
  const operators = {
    '+': (left, right) => left + right,
    '-': (left, right) => left - right,
    '*': (left, right) => left * right,
    '/': (left, right) => left / right,
    '%': (left, right) => left % right,
  };
  for (const [operator, compute] of Object.entries(operators)) {
    const mixed = (/** @type {unknown} */ left, /** @type {unknown} */ right) => compute(Number(left), Number(right));
    target.registerOperator(`int ${operator} double: double`, mixed);
    target.registerOperator(`double ${operator} int: double`, mixed);
  }
  target.registerOperator('double % double: double', (left, right) => Number(left) % Number(right));
  target.registerOperator('int == double', (left, right) => Number(left) === Number(right));
  return withDoublePositions(target);
}

/**
 * @param {Environment} target
 * @returns {Environment}
 */
function withDoublePositions(target) {
  const text = (/** @type {unknown} */ value) => String(value);
  target.registerFunction('string.substring(double): string', (value, start) => {
    const [from] = positions(text(value).length, start);
    return text(value).substring(from ?? 0);
  });
  target.registerFunction('string.substring(double, double): string', (value, start, end) => {
    const [from, to] = positions(text(value).length, start, end);
    return text(value).substring(from ?? 0, to);
  });
  for (const kinds of ['int, double', 'double, int']) {
    target.registerFunction(`string.substring(${kinds}): string`, (value, start, end) => {
      const [from, to] = positions(text(value).length, start, end);
      return text(value).substring(from ?? 0, to);
    });
  }
  return target;
}

/**
 * @param {number} length
 * @param {unknown[]} given
 * @returns {number[]}
 */
function positions(length, ...given) {
  const found = given.map(Number);
  const isInOrder = found.every((value, index) => index === 0 || value >= (found[index - 1] ?? 0));
  if (isInOrder && found.every((value) => Number.isInteger(value) && value >= 0 && value <= length)) return found;
  throw new Error(`substring() needs whole positions from 0 to ${length}, in order.`);
}

/**
 * @param {string} text
 * @returns {ParseResult}
 */
function parse(text) {
  try {
    return environment.parse(text);
  } catch (error) {
    throw new InvalidFilter(summaryOf(error), positionOf(error));
  }
}

/**
 * @param {ASTNode} node
 * @param {boolean} isInMacro
 */
function refuseUnbounded(node, isInMacro) {
  const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined;
  const reason = REFUSED_FUNCTIONS.get(name ?? '');
  if (reason !== undefined) throw new InvalidFilter(`${name}() cannot be used: ${reason}.`, node.start);
  if (node.op === 'value' && node.args instanceof Uint8Array) {
    throw new InvalidFilter('Bytes cannot be used: JSON has none. Compare strings.', node.start);
  }
  const isMacro = node.op === 'rcall' && LIST_MACROS.has(name ?? '');
  if (isMacro && isInMacro) throw new InvalidFilter(`${name}() cannot be used inside another such call.`, node.start);
  for (const child of childrenOf(node.args)) refuseUnbounded(child, isInMacro || isMacro);
}

/**
 * @param {unknown} error
 * @returns {number}
 */
function positionOf(error) {
  if (typeof error !== 'object' || error === null || !('range' in error)) return 0;
  const { range } = error;
  return typeof range === 'object' && range !== null && 'start' in range ? Number(range.start) : 0;
}
