import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/until.js';

const BLOCK_MS = 30_000;
const SEEN_WITHIN_MS = 15_000;
const END_MS = 5_000;
const SHOWN_OUTPUT = 3_000;

export interface Command {
  /** Of bash. */
  readonly script: string;
  /** Where its first line stands, so that a failure can be found. */
  readonly page: string;
  readonly line: number;
}

/**
 * One reader with one terminal: a bash that keeps its variables from block to block and stops at the first failure. What
 * blocks leave running in the background ends with it.
 */
export class PageSession {
  /** All that was printed, by whatever runs in the terminal. */
  output = '';
  private readonly shell: ChildProcess;
  private readonly nonce = randomBytes(6).toString('hex');
  private failure: string | undefined;
  private commands = 0;

  constructor(
    readonly folder: string,
    environment: NodeJS.ProcessEnv,
  ) {
    const shell = spawn('bash', ['--noprofile', '--norc'], {
      cwd: folder,
      env: environment,
      // A process group of its own: it ends as a whole.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => (this.output += text));
    }
    shell.stdin.on('error', () => undefined);
    this.shell = shell;
    const failed = String.raw`printf '\n::${this.nonce} failed at line %s: %s\n' "$LINENO" "$BASH_COMMAND" >&2`;
    // Every variable is exported: what one block sets, the programs of the next ones read from their environment.
    this.send(`set -aEeuo pipefail; trap '${failed.replaceAll("'", String.raw`'\''`)}' ERR`);
  }

  /** @returns what was printed meanwhile. @throws Error with page, line and output when any command fails */
  async run({ script, page, line }: Command): Promise<string> {
    if (this.failure !== undefined) throw new Error(`Not run, because ${this.failure}`);
    this.commands += 1;
    const file = join(this.folder, `.block-${this.commands}.sh`);
    // Line numbers in the file are those of the page.
    await writeFile(file, '\n'.repeat(line - 1) + script);
    const began = this.output.length;
    const end = `::${this.nonce} end ${this.commands}`;
    // Commands that read from the terminal must not read the session's own.
    this.send(`source ${file} </dev/null`);
    this.send(`echo '${end}'; echo '${end}' >&2`);
    const printed = () => this.output.slice(began);
    const isOver = () => printed().split(`${end}\n`).length === 3;
    await until(() => isOver() || this.hasEnded, { timeoutMs: BLOCK_MS }).catch(() => {
      this.fail(`${page}:${line} did not end within ${BLOCK_MS / 1_000} s`);
      return this.end();
    });
    if (!isOver()) throw this.failed(page, line, printed());
    return printed().replaceAll(`${end}\n`, '');
  }

  /** Adds what something outside the terminal printed. */
  print(text: string): void {
    this.output += text;
  }

  /** Waits until the output since `began` contains a text. */
  async sees(text: string, { page, line }: Omit<Command, 'script'>, began = 0): Promise<void> {
    const printed = () => this.output.slice(began);
    await until(() => printed().includes(text), { timeoutMs: SEEN_WITHIN_MS }).catch(() => {
      throw new Error(`${page}:${line}: "${text}" was not printed. Instead:\n${tail(printed())}`);
    });
  }

  /** Gently, since a database may be among what runs; after five seconds by force. */
  async end(): Promise<void> {
    if (!this.signal('SIGTERM')) return;
    await until(() => !this.signal(0), { timeoutMs: END_MS }).catch(() => this.signal('SIGKILL'));
  }

  /** To all that runs in the terminal. @returns false: nothing does any more */
  private signal(signal: NodeJS.Signals | 0): boolean {
    const { pid } = this.shell;
    if (pid === undefined) return false;
    try {
      return process.kill(-pid, signal);
    } catch {
      return false;
    }
  }

  private get hasEnded(): boolean {
    return this.shell.exitCode !== null || this.shell.signalCode !== null;
  }

  private send(command: string): void {
    this.shell.stdin?.write(`${command}\n`);
  }

  private fail(reason: string): void {
    this.failure ??= reason;
  }

  private failed(page: string, line: number, printed: string): Error {
    const marker = new RegExp(`\\n::${this.nonce} failed at line (\\d+): (.*)\\n`, 'g');
    const [, at = line, command = ''] = [...printed.matchAll(marker)].at(0) ?? [];
    this.fail(`${page}:${at} failed`);
    return new Error(`${this.failure}: ${command}\n${tail(printed.replaceAll(marker, '\n'))}`);
  }
}

function tail(text: string): string {
  return text.trim().slice(-SHOWN_OUTPUT);
}
