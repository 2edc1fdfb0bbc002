import { execFileSync, spawnSync } from 'node:child_process';
import { dirname, delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run test:nodes [-- --quick] [--node 22] [arguments of the tests]`: the tests on every version of Node that is supported. Each
 * comes from the `node` package of npm and stays in npm's cache. Programs that tests start run on the same version.
 */
const VERSIONS = ['20.20.2', '22.23.3', '24.21.0'];

/** Of each kind one: what depends on Node itself, such as modules, native packages, streams, child processes and signals. */
const QUICK = [
  'test/unit',
  'test/preparing-client',
  'test/embedded-postgres.spec',
  'test/e2e/start',
  'test/e2e/curl',
  'test/e2e/auth.e2e',
  'test/e2e/attachment-uploads',
  'test/e2e/realtime-replay',
  'test/e2e/webhook-deliveries',
  'test/e2e/user-programs',
  'test/e2e/kill',
];

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const USAGE = `Usage: npm run test:nodes [-- --quick] [--node <${VERSIONS.map(majorOf).join('|')}>] [arguments of the tests]`;

function majorOf(version) {
  return version.split('.')[0];
}

/** @returns {{ versions: string[], rest: string[] }} */
function chosen(args) {
  const rest = [...args];
  let versions = VERSIONS;
  const place = rest.indexOf('--node');
  if (place >= 0) {
    const [, wanted = ''] = rest.splice(place, 2);
    versions = VERSIONS.filter((version) => majorOf(version) === wanted);
    if (versions.length === 0) throw new Error(USAGE);
  }
  const quick = rest.indexOf('--quick');
  if (quick >= 0) rest.splice(quick, 1, ...QUICK);
  return { versions, rest };
}

/** @returns {string} the path of the program */
function install(version) {
  const args = ['--yes', '--package', `node@${version}`, '--call', 'node -p process.execPath'];
  return execFileSync('npx', args, { cwd: ROOT, encoding: 'utf8' }).trim();
}

function test(node, args) {
  const loader = ['--import', './test/support/typescript-loader.mjs', '--enable-source-maps', '--no-warnings'];
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH']}` };
  const options = { cwd: ROOT, env, stdio: 'inherit' };
  return spawnSync(node, [...loader, 'node_modules/jest/bin/jest.js', ...args], options).status === 0;
}

function run() {
  const { versions, rest } = chosen(process.argv.slice(2));
  const failed = versions.filter((version) => {
    console.log(`== Node ${version}`);
    return !test(install(version), rest);
  });
  console.log(
    failed.length === 0 ? `== passed on Node ${versions.join(', ')}` : `== failed on Node ${failed.join(', ')}`,
  );
  return failed.length === 0 ? 0 : 1;
}

try {
  process.exitCode = run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
