import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import { AppError } from '../../common/errors.js';
import { AppLogger } from '../../common/logger.js';
import { FairQueue } from './fair-queue.js';
import { ProgramHost, type HostAnswer } from './program-host.js';
import { MAX_PROGRAM_MEMORY_MB, PROGRAM_BUDGET_MS, type ProgramOutcome, type ProgramRequest } from './program-run.js';

const MAX_HOSTS = Math.min(2, Math.max(1, availableParallelism()));
/** After this long, a run gives way to the next share. */
const TURN_MS = 200;
/** Maximum inputs in one message to a host. */
const MAX_TURN_INPUTS = 500;
const MAX_TURN_CHARACTERS = 1_048_576;
const MAX_TOGETHER = 64;
const MAX_TOGETHER_CHARACTERS = 4_194_304;
const MAX_WAITING_RUNS = 10_000;
const MAX_WAITING_PER_SHARE = 1_000;
const IDLE_HOST_MS = 60_000;
const MAX_FAILED_STARTS = 3;
const RESTART_MS = 1_000;

/** 503: too many programs wait, or none can be run now. */
export class ProgramsBusy extends AppError {
  constructor(detail = 'Too many filters and templates are waiting to run. Try again in a few seconds.') {
    super(503, 'programs_busy', detail, { headers: { 'retry-after': '5' } });
  }
}

interface Run {
  readonly request: ProgramRequest;
  readonly outcomes: ProgramOutcome[];
  readonly settle: () => void;
  readonly fail: (error: Error) => void;
  /** A host ended with it: its inputs run one by one, until the responsible one is known. */
  isAlone: boolean;
  /** How often a host ended with the next input. */
  ended: number;
  isAborted: boolean;
}

/**
 * Runs users' programs in separate processes, with limits of CPU time per input, memory and share. Shares take turns,
 * and one has at most half of the hosts, so that heavy programs of one owner delay others by one turn.
 */
@Injectable()
export class ProgramPool implements OnApplicationShutdown {
  private readonly hosts = new Set<ProgramHost>();
  private readonly queue = new FairQueue<Run>(Math.max(1, MAX_HOSTS - 1));
  private refillTimer: NodeJS.Timeout | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private isClosed = false;
  private failedStarts = 0;
  private noStartBeforeMs = 0;

  constructor(private readonly logger: AppLogger) {}

  /**
   * One outcome per input, in order. Fewer when the request was aborted, and after an input that exceeded its budget,
   * whose outcome is then the last: the caller decides whether to continue.
   *
   * @throws ProgramsBusy
   */
  run(request: ProgramRequest): Promise<ProgramOutcome[]> {
    if (request.inputs.length === 0 || request.signal?.aborted === true) return Promise.resolve([]);
    if (this.isClosed) return Promise.reject(new ProgramsBusy('The server is shutting down.'));
    const isFull = this.queue.size >= MAX_WAITING_RUNS || this.queue.sizeOf(request.share) >= MAX_WAITING_PER_SHARE;
    if (isFull) return Promise.reject(new ProgramsBusy());
    return new Promise((resolve, reject) => {
      const outcomes: ProgramOutcome[] = [];
      const settle = () => resolve(outcomes.slice());
      const run: Run = { request, outcomes, settle, fail: reject, isAlone: false, ended: 0, isAborted: false };
      request.signal?.addEventListener('abort', () => this.abort(run), { once: true });
      this.queue.add(request.share, run, performance.now());
      this.pump();
    });
  }

  onApplicationShutdown(): void {
    this.isClosed = true;
    clearTimeout(this.refillTimer);
    clearInterval(this.idleTimer);
    for (const run of this.queue.drain()) run.fail(new ProgramsBusy('The server is shutting down.'));
    for (const host of this.hosts) host.end();
    this.hosts.clear();
  }

  private pump(): void {
    for (let host = this.freeHost(); host !== undefined; host = this.freeHost()) {
      const next = this.queue.take(performance.now());
      if (next === undefined) break;
      void this.turn(host, next.share, this.together(next.share, next.item));
    }
    this.wakeAtRefill();
  }

  /** Single inputs for one program, such as the deliveries of one endpoint, go to a host in one message. */
  private together(share: string, first: Run): Run[] {
    if (!isSingle(first)) return [first];
    const { kind, program } = first.request;
    const isAlike = (run: Run) => isSingle(run) && run.request.kind === kind && run.request.program === program;
    return [first, ...this.queue.takeAlso(share, isAlike, MAX_TOGETHER - 1)];
  }

  private async turn(host: ProgramHost, share: string, runs: Run[]): Promise<void> {
    const [first] = runs;
    if (first === undefined) return;
    const { kind, program } = first.request;
    const sent = runs.map(nextInputs);
    const inputs = sent.flat();
    const answer = await host.run({ kind, program, inputs, budgetMs: PROGRAM_BUDGET_MS[kind], turnMs: TURN_MS });
    const hasStarted = await host.isReady;
    if (answer.kind === 'ended') this.drop(host, hasStarted);
    else this.failedStarts = 0;
    this.queue.release(share, answer.cpuMs, performance.now());
    if (hasStarted && answer.kind === 'ended') for (const run of runs) blame(run, answer, inputs.length);
    const outcomes = answer.kind === 'done' ? [...answer.outcomes] : [];
    runs.forEach((run, index) => {
      if (answer.kind === 'done') run.ended = 0;
      run.outcomes.push(...outcomes.splice(0, sent[index]?.length ?? 0));
      this.goOn(share, run);
    });
    this.pump();
  }

  private goOn(share: string, run: Run): void {
    const last = run.outcomes.at(-1);
    const isOver = last?.ok === false && last.isOverBudget;
    const isEnough = run.request.isOneTurn === true && run.outcomes.length > 0;
    if (isOver || isEnough || run.isAborted || run.outcomes.length >= run.request.inputs.length) run.settle();
    else if (this.isClosed || this.failedStarts >= MAX_FAILED_STARTS) run.fail(new ProgramsBusy());
    else this.queue.add(share, run, performance.now());
  }

  private abort(run: Run): void {
    run.isAborted = true;
    // A run in a host continues to the end of its turn, but its result is ignored.
    this.queue.remove(run.request.share, run);
    run.settle();
  }

  /** Marked as taken by the turn that begins in the same tick. */
  private freeHost(): ProgramHost | undefined {
    if (this.isClosed || this.queue.size === 0) return undefined;
    for (const host of this.hosts) if (!host.isBusy) return host;
    if (this.hosts.size >= MAX_HOSTS || performance.now() < this.noStartBeforeMs) return undefined;
    const host = new ProgramHost();
    this.hosts.add(host);
    this.idleTimer ??= setInterval(() => this.endIdle(), IDLE_HOST_MS).unref();
    return host;
  }

  private drop(host: ProgramHost, hasStarted: boolean): void {
    host.end();
    this.hosts.delete(host);
    if (hasStarted) return;
    this.failedStarts += 1;
    this.noStartBeforeMs = performance.now() + RESTART_MS;
    this.logger.error('A process for filters and templates could not be started; trying again in a second.');
  }

  private endIdle(): void {
    for (const host of this.hosts) {
      if (host.isBusy || performance.now() - host.idleSinceMs < IDLE_HOST_MS) continue;
      host.end();
      this.hosts.delete(host);
    }
  }

  private wakeAtRefill(): void {
    clearTimeout(this.refillTimer);
    if (this.isClosed || this.queue.size === 0) return;
    const nowMs = performance.now();
    const waits = [this.queue.nextRefillMs(nowMs), this.noStartBeforeMs > nowMs ? RESTART_MS : undefined];
    const known = waits.filter((waitMs) => waitMs !== undefined);
    if (known.length > 0) this.refillTimer = setTimeout(() => this.pump(), Math.min(...known) + 1);
  }
}

function nextInputs({ request, outcomes, isAlone }: Run): string[] {
  const inputs: string[] = [];
  let characters = 0;
  for (let index = outcomes.length; index < request.inputs.length; index += 1) {
    const input = request.inputs[index] ?? '';
    characters += input.length;
    const isFull = inputs.length >= (isAlone ? 1 : MAX_TURN_INPUTS) || characters > MAX_TURN_CHARACTERS;
    if (inputs.length > 0 && isFull) break;
    inputs.push(input);
  }
  return inputs;
}

function isSingle({ request, isAlone }: Run): boolean {
  return (
    request.inputs.length === 1 &&
    !isAlone &&
    (request.inputs[0]?.length ?? 0) * MAX_TOGETHER <= MAX_TOGETHER_CHARACTERS
  );
}

/** Something else may have ended the host, so a single input gets a second chance. */
function blame(run: Run, { reason }: HostAnswer & { kind: 'ended' }, sent: number): void {
  if (sent === 1) run.ended += 1;
  run.isAlone = true;
  if (run.ended < 2) return;
  const fault =
    reason === 'died'
      ? `It used more than its budget of ${MAX_PROGRAM_MEMORY_MB} MB of memory.`
      : 'It did not end and had to be stopped.';
  run.outcomes.push({ ok: false, fault, isOverBudget: true });
}
