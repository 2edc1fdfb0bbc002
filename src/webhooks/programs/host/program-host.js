// @ts-check
/**
 * A process of its own that runs what users wrote: filters and templates. It has no secrets, no connections and little
 * memory; the server ends it when it does not answer. A process and not a thread, since one large allocation in a thread
 * that has a memory limit ends the whole process.
 */
import { runInThisContext, Script } from 'node:vm';
import { LRUCache } from 'lru-cache';
import { compileFilter, InvalidFilter, runFilter, summaryOf } from './filter-language.js';
import { valueReader } from './filter-values.js';
import { templateFault } from './template-check.js';
import { compileTemplate, renderTemplate } from './template-language.js';

/** @typedef {{ ok: true, value: boolean | string | null } | { ok: false, fault: string, isOverBudget: boolean, position?: number }} Outcome */
/** @typedef {{ id: number, kind: string, program: string, inputs: string[], budgetMs: number, turnMs: number }} Job */

const MAX_COMPILED = 500;
/** So long an input is tried again, each time with twice the time, while the machine and not its own work held it up. */
const MAX_STALLED_MS = 6_000;
/** The clock counts the whole machine's work, the processor's time only ours: a run is over budget by both. */
const CPU_SHARE = 0.8;

/** @type {LRUCache<string, (input: string) => boolean | string | null>} */
const compiled = new LRUCache({ max: MAX_COMPILED });

/** What the script runs: a script alone can be stopped in the middle of an operation. */
/** @type {() => void} */
let step = () => undefined;
Object.defineProperty(globalThis, 'runProgramStep', { value: () => step() });
const script = new Script('runProgramStep()');

// A signal to the group is for the server, which still has work for this process while it shuts down.
process.on('SIGTERM', () => undefined);
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (message) => answer(/** @type {Job} */ (message)));
// The first script of a process takes longer.
runInThisContext('0', { timeout: 1_000 });
process.send?.({ isReady: true });

/** @param {Job} job */
function answer(job) {
  const startedMs = performance.now();
  const cpuStart = process.cpuUsage();
  /** @type {Outcome[]} */
  const outcomes = [];
  while (outcomes.length < job.inputs.length) {
    const { isOverBudget } = runNext(job, outcomes);
    if (isOverBudget || performance.now() - startedMs > job.turnMs) break;
  }
  const { user, system } = process.cpuUsage(cpuStart);
  process.send?.({ id: job.id, outcomes, cpuMs: (user + system) / 1_000 });
}

/**
 * Runs as many inputs as half a budget allows, so that each one has at least the other half; one that is stopped gets a
 * whole budget of its own.
 *
 * @param {Job} job
 * @param {Outcome[]} outcomes what it came to is added
 */
function runNext(job, outcomes) {
  const before = outcomes.length;
  const isStopped = !runSlice(job, outcomes, { forMs: job.budgetMs / 2, timeoutMs: job.budgetMs });
  if (!isStopped || outcomes.length > before) return { isOverBudget: false };
  const startedMs = performance.now();
  for (let timeoutMs = job.budgetMs; performance.now() - startedMs < MAX_STALLED_MS; timeoutMs *= 2) {
    const cpuStart = process.cpuUsage();
    if (runSlice(job, outcomes, { forMs: 0, timeoutMs })) return { isOverBudget: false };
    const { user, system } = process.cpuUsage(cpuStart);
    if ((user + system) / 1_000 >= job.budgetMs * CPU_SHARE) break;
  }
  const fault = `It ran longer than its budget of ${job.budgetMs} ms.`;
  outcomes.push({ ok: false, fault, isOverBudget: true });
  return { isOverBudget: true };
}

/**
 * @param {Job} job
 * @param {Outcome[]} outcomes
 * @param {{ forMs: number, timeoutMs: number }} limits `forMs`: goes on with further inputs for so long; 0: one input
 * @returns {boolean} false: it was stopped in the middle of an input
 */
function runSlice(job, outcomes, { forMs, timeoutMs }) {
  const startedMs = performance.now();
  step = () => {
    do outcomes.push(evaluate(job, job.inputs[outcomes.length] ?? ''));
    while (outcomes.length < job.inputs.length && performance.now() - startedMs < forMs);
  };
  try {
    script.runInThisContext({ timeout: timeoutMs });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')) throw error;
    // Stopped anywhere, it may have left something half done in what it keeps.
    compiled.delete(`${job.kind} ${job.program}`);
    return false;
  }
}

/**
 * @param {Job} job
 * @param {string} input JSON
 * @returns {Outcome}
 */
function evaluate({ kind, program }, input) {
  try {
    return { ok: true, value: compiledProgram(kind, program)(input) };
  } catch (error) {
    const position = error instanceof InvalidFilter ? { position: error.position } : {};
    return { ok: false, fault: summaryOf(error), isOverBudget: false, ...position };
  }
}

/**
 * @param {string} kind
 * @param {string} text
 */
function compiledProgram(kind, text) {
  const key = `${kind} ${text}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const program = compile(kind, text);
  compiled.set(key, program);
  return program;
}

/**
 * @param {string} kind
 * @param {string} text
 * @returns {(input: string) => boolean | string | null}
 */
function compile(kind, text) {
  if (kind === 'filter') {
    const program = compileFilter(text);
    return (input) => runFilter(program, JSON.parse(input));
  }
  if (kind === 'filter-values') {
    const read = valueReader(compileFilter(text).ast);
    return (input) => JSON.stringify(read(JSON.parse(input)));
  }
  if (kind === 'template') {
    const templates = compileTemplate(text);
    return (input) => renderTemplate(templates, JSON.parse(input));
  }
  if (kind === 'filter-check') {
    compileFilter(text);
    return () => null;
  }
  return (input) => templateFault(text, JSON.parse(input)) ?? null;
}
