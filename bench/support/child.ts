import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a process of the benchmark can be asked for. Arguments and answers travel as JSON. */
export type Commands = Record<string, (argument: never) => unknown>;

interface Question {
  id: number;
  command: string;
  argument: unknown;
}
interface Reply {
  id: number;
  value?: unknown;
  error?: string;
}

/**
 * In the child: answers its parent, and ends with it.
 *
 * @param atEnd what has to be put away first, also when the parent was killed
 */
export function serve(commands: Commands, atEnd: () => Promise<void> = () => Promise.resolve()): void {
  process.on('message', ({ id, command, argument }: Question) => {
    const work = async () => commands[command]?.(argument as never);
    work().then(
      (value) => reply({ id, value }),
      (error: unknown) => reply({ id, error: String((error as Error).stack ?? error) }),
    );
  });
  process.on('disconnect', () => {
    atEnd().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

/** A parent that is gone waits for nothing. */
function reply(answer: Reply): void {
  if (process.connected) process.send?.(answer);
}

/** As `npm start` and the image have it. */
const AS_STARTED = ['--enable-source-maps', '--max-semi-space-size=32'];

const STOP_MS = 30_000;

/** A process of the benchmark, so that the application has its event loop and its heap for itself. */
export class Child<C extends Commands> {
  private nextId = 1;
  private readonly waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ id, value, error }: Reply) => {
      const question = this.waiting.get(id);
      this.waiting.delete(id);
      if (error !== undefined) question?.reject(new Error(error));
      else question?.resolve(value as never);
    });
    child.on('exit', (code) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`A process of the benchmark ended: ${code}`));
    });
  }

  /**
   * @param file beside `bench/`, e.g. `processes/application.ts`
   * @param isSilent what it writes to its standard output goes to the null device
   * @param environment beside that of this process
   */
  static start<C extends Commands>(
    file: string,
    { isSilent = false, environment = {} }: { isSilent?: boolean; environment?: Record<string, string> } = {},
  ): Child<C> {
    const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
    const execArgv = [
      ...process.execArgv,
      '--expose-gc',
      ...(isApplication(file) ? AS_STARTED : []),
      ...profiling(file),
    ];
    const env = { ...process.env, ...environment };
    const output = isSilent ? 'ignore' : 'inherit';
    return new Child<C>(fork(path, { execArgv, env, stdio: ['ignore', output, 'inherit', 'ipc'] }));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  ask<K extends keyof C & string>(command: K, ...[argument]: Parameters<C[K]>): Promise<Awaited<ReturnType<C[K]>>> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, command, argument } satisfies Question);
    });
  }

  /** Its `stop` command says that it is done; then it goes by itself. */
  async stop(): Promise<void> {
    const exit = once(this.child, 'exit');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    if (this.child.connected) this.child.disconnect();
    await exit;
    clearTimeout(timer);
  }
}

/** `BENCH_PROFILE=<folder>` writes a CPU profile of each process there. */
function profiling(file: string): string[] {
  const folder = process.env['BENCH_PROFILE'];
  return folder !== undefined && isApplication(file) ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

function isApplication(file: string): boolean {
  return file.endsWith('/application.ts');
}
