import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MAX_PROGRAM_MEMORY_MB, type ProgramKind, type ProgramOutcome } from './program-run.js';

/** Plain JavaScript, because a separate process loads it: the same file when built, under a loader, and in tests. */
const HOST_FILE = fileURLToPath(new URL('./host/program-host.js', import.meta.url));
const START_MS = 20_000;
/** Much longer than the host itself allows, for work that cannot be interrupted from inside. */
const ANSWER_MS = 15_000;

export interface HostJob {
  readonly kind: ProgramKind;
  readonly program: string;
  readonly inputs: readonly string[];
  readonly budgetMs: number;
  readonly turnMs: number;
}

export type HostAnswer =
  /** Outcomes of the first inputs: fewer than were sent when the turn was over, or one exceeded its budget. */
  | { readonly kind: 'done'; readonly outcomes: readonly ProgramOutcome[]; readonly cpuMs: number }
  /** The host is gone; whether by the job or not is not known. */
  | { readonly kind: 'ended'; readonly reason: 'silent' | 'died'; readonly cpuMs: number };

interface Waiting {
  readonly settle: (answer: HostAnswer) => void;
  readonly timer: NodeJS.Timeout;
  readonly startedMs: number;
}

/** One process that runs programs, one job at a time. */
export class ProgramHost {
  isBusy = false;
  isEnded = false;
  idleSinceMs = performance.now();
  private waiting: Waiting | undefined;
  private readonly child: ChildProcess;
  private readonly whenReady: Promise<boolean>;

  constructor() {
    // Nothing of this process is passed on, in particular no secrets from the environment.
    this.child = fork(HOST_FILE, [], {
      env: {},
      execArgv: [
        `--max-old-space-size=${MAX_PROGRAM_MEMORY_MB}`,
        '--max-semi-space-size=8',
        '--disallow-code-generation-from-strings',
        '--no-warnings',
      ],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // It must not keep an idle process alive.
    this.child.unref();
    this.child.channel?.unref();
    this.whenReady = this.started();
  }

  /** Never rejects. */
  async run(job: HostJob): Promise<HostAnswer> {
    this.isBusy = true;
    try {
      if (!(await this.whenReady)) return { kind: 'ended', reason: 'died', cpuMs: 0 };
      return await this.ask(job);
    } finally {
      this.isBusy = false;
      this.idleSinceMs = performance.now();
    }
  }

  /** @returns false: it could not be started */
  get isReady(): Promise<boolean> {
    return this.whenReady;
  }

  end(): void {
    this.isEnded = true;
    this.child.kill('SIGKILL');
  }

  private ask(job: HostJob): Promise<HostAnswer> {
    return new Promise((resolve) => {
      const startedMs = performance.now();
      const timer = setTimeout(() => this.giveUp('silent'), ANSWER_MS);
      this.waiting = { settle: resolve, timer, startedMs };
      this.child.send(job, (error) => {
        if (error !== null) this.giveUp('died');
      });
    });
  }

  private started(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), START_MS);
      const settle = (isReady: boolean) => {
        clearTimeout(timer);
        resolve(isReady);
      };
      this.child.on('message', (message: { isReady?: true; outcomes: ProgramOutcome[]; cpuMs: number }) => {
        if (message.isReady === true) settle(true);
        else this.finish({ kind: 'done', outcomes: message.outcomes, cpuMs: message.cpuMs });
      });
      for (const event of ['error', 'exit', 'disconnect']) {
        this.child.on(event, () => {
          settle(false);
          this.giveUp('died');
        });
      }
    });
  }

  private giveUp(reason: 'silent' | 'died'): void {
    this.end();
    const elapsedMs = performance.now() - (this.waiting?.startedMs ?? performance.now());
    this.finish({ kind: 'ended', reason, cpuMs: elapsedMs });
  }

  private finish(answer: HostAnswer): void {
    const { waiting } = this;
    this.waiting = undefined;
    clearTimeout(waiting?.timer);
    waiting?.settle(answer);
  }
}
