import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { runMigrations } from '../src/database/migrations.js';
import { withConfiguredDatabase, withScratchDatabase, withScratchDatabaseElsewhere } from './lent-database.js';
import { checkMigrations } from './migration-check.js';
import { findLockProblems, lockMigrations } from './migration-lock.js';
import { planMigrations } from './migration-plan/plan.js';
import { planReport } from './migration-plan/report.js';

const USAGE = 'Usage: migrations.ts run | plan | revert | generate <Name> | lock | check';
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const CLI = fileURLToPath(import.meta.resolve('typeorm/cli.js'));

/** A build has JavaScript alone. */
const CONFIGURATION = import.meta.url.endsWith('.ts') ? 'ormconfig.ts' : 'ormconfig.js';

/** The TypeORM command line over `ormconfig.ts`, in a process that reads our TypeScript as this one does. */
function typeorm(url: string, args: readonly string[]): Promise<number> {
  return node([...process.execArgv, CLI, ...args, '-d', CONFIGURATION], { DATABASE_URL: url });
}

async function node(args: readonly string[], variables: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...variables }, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

async function generate(name: string | undefined): Promise<number> {
  if (name === undefined || !/^[A-Za-z][A-Za-z0-9]*$/.test(name)) {
    process.stderr.write('Name the migration: npm run migration:generate -- TicketColour\n');
    return 1;
  }
  // Against the migrations as they are, not against whatever the configured database holds.
  return withScratchDatabase(async (url) => {
    await runMigrations(url);
    const code = await typeorm(url, ['migration:generate', `migrations/${name}`]);
    // Not above: an installation without development tools has no formatter, and runs the other commands.
    const prettier = fileURLToPath(import.meta.resolve('prettier/bin/prettier.cjs'));
    return code === 0 ? node([prettier, '--write', '--log-level', 'warn', 'migrations']) : code;
  });
}

async function plan(): Promise<number> {
  await withConfiguredDatabase(async (url) => {
    const made = await withScratchDatabaseElsewhere((scratchUrl) => planMigrations(url, scratchUrl));
    process.stdout.write(planReport(made));
  });
  return 0;
}

async function lock(): Promise<number> {
  const added = await lockMigrations();
  process.stdout.write(added.length === 0 ? 'Every migration is locked.\n' : `Locked ${added.join(', ')}.\n`);
  return 0;
}

async function check(): Promise<number> {
  const problems = await findLockProblems();
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const code = await withScratchDatabase(checkMigrations);
  return problems.length > 0 ? 1 : code;
}

async function run([command, ...rest]: readonly string[]): Promise<number> {
  switch (command) {
    case 'run':
      return withConfiguredDatabase(async (url) => {
        // By our own runner and not by TypeORM's command: it holds the lock that servers hold, and makes the partitions.
        await runMigrations(url);
        return typeorm(url, ['migration:show']);
      });
    case 'plan':
      return plan();
    case 'revert':
      return withConfiguredDatabase((url) => typeorm(url, ['migration:revert', '--transaction', 'each']));
    case 'generate':
      return generate(rest[0]);
    case 'lock':
      return lock();
    case 'check':
      return check();
    default:
      process.stderr.write(`${USAGE}\n`);
      return 1;
  }
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
