import { Environment, type ASTNode, type ParseResult } from '@marcbachmann/cel-js';
import type { RecordedEvent } from '../../events/logged-event.js';

const MAX_LENGTH = 2_000;
/** Their cost is not bounded by the length of the expression. */
const UNBOUNDED_FUNCTIONS = new Set(['matches']);
const LIST_MACROS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);
const MOST_COMPILED = 5_000;

/** What an expression can look at. */
export interface FilterScope {
  readonly event: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
  readonly changes: Readonly<Record<string, unknown>>;
}

export type FilterResult =
  { readonly matches: boolean; readonly fault?: undefined } | { readonly matches: false; readonly fault: string };

/** Of an event what expressions can see. */
export type FilterEvent = Pick<
  RecordedEvent,
  'id' | 'type' | 'category' | 'actor' | 'userId' | 'companyId' | 'occurredAt' | 'data' | 'changes'
> & { readonly source: string };

/** An expression that cannot be saved; `position` counts characters from 0. */
export class InvalidFilter extends Error {
  constructor(
    message: string,
    readonly position: number,
  ) {
    super(message);
    this.name = 'InvalidFilter';
  }
}

const environment = new Environment({
  unlistedVariablesAreDyn: false,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 200, maxDepth: 20, maxListElements: 50, maxMapEntries: 20, maxCallArguments: 8 },
})
  .registerVariable('event', 'map')
  .registerVariable('data', 'map')
  .registerVariable('changes', 'map');

const compiled = new Map<string, ParseResult>();

/** @throws InvalidFilter with the place of the fault */
export function checkFilter(text: string): void {
  compile(text);
}

/** One that throws while it runs, because it asks for a field that is not there, is no match; `fault` says why. */
export function runFilter(text: string, scope: FilterScope): FilterResult {
  try {
    const result: unknown = compile(text)({ ...scope });
    if (typeof result === 'boolean') return { matches: result };
    return { matches: false, fault: 'The expression gave no true or false.' };
  } catch (error) {
    return { matches: false, fault: summaryOf(error) };
  }
}

/** An event as expressions see it. */
export function filterScope(event: FilterEvent): FilterScope {
  return {
    event: {
      id: event.id,
      type: event.type,
      category: event.category,
      source: event.source,
      actor: event.actor,
      user_id: event.userId,
      company_id: event.companyId,
      occurred_at: event.occurredAt.toISOString(),
    },
    data: JSON.parse(event.data) as Record<string, unknown>,
    changes: JSON.parse(event.changes ?? '{}') as Record<string, unknown>,
  };
}

function compile(text: string): ParseResult {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const program = parse(text);
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  compiled.set(text, program);
  return program;
}

function parse(text: string): ParseResult {
  if (text.length > MAX_LENGTH) throw new InvalidFilter(`A filter has at most ${MAX_LENGTH} characters.`, MAX_LENGTH);
  let program: ParseResult;
  try {
    program = environment.parse(text);
  } catch (error) {
    throw new InvalidFilter(summaryOf(error), positionOf(error));
  }
  refuseUnbounded(program.ast, false);
  const { valid, type, error } = program.check();
  if (!valid) throw new InvalidFilter(summaryOf(error), positionOf(error));
  if (type !== 'bool' && type !== 'dyn')
    throw new InvalidFilter(`A filter gives true or false, this one gives ${type}.`, 0);
  return program;
}

function refuseUnbounded(node: ASTNode, isInMacro: boolean): void {
  const name = nameOfCall(node);
  if (name !== undefined && UNBOUNDED_FUNCTIONS.has(name)) {
    throw new InvalidFilter(
      `${name}() cannot be used: a pattern may take for ever. Use contains, startsWith or ==.`,
      node.start,
    );
  }
  const isMacro = node.op === 'rcall' && LIST_MACROS.has(name ?? '');
  if (isMacro && isInMacro) throw new InvalidFilter(`${name}() cannot be used inside another such call.`, node.start);
  for (const child of childrenOf(node.args)) refuseUnbounded(child, isInMacro || isMacro);
}

function nameOfCall(node: ASTNode): string | undefined {
  return node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined;
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  return isNode(args) ? [args] : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

function summaryOf(error: unknown): string {
  if (error instanceof InvalidFilter) return error.message;
  if (typeof error === 'object' && error !== null && 'summary' in error) return String(error.summary);
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'The expression is not valid.';
}

function positionOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('range' in error)) return 0;
  const { range } = error;
  return typeof range === 'object' && range !== null && 'start' in range ? Number(range.start) : 0;
}
