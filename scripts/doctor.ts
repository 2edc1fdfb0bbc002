import { parseArgs } from 'node:util';
import { AppConfig, InvalidConfiguration } from '../src/common/config.js';
import { checkDatabase } from './doctor/database-checks.js';
import { checkDiscord } from './doctor/discord-checks.js';
import { reasonOf, wrong, type Finding } from './doctor/finding.js';
import { checkDataFolder, checkNode, checkPort } from './doctor/machine-checks.js';
import { checkSecrets } from './doctor/secret-checks.js';
import { checkStorage } from './doctor/storage-checks.js';
import { withConfiguredDatabase } from './lent-database.js';

const MAX_PLANNED = 1_000;

const { values } = parseArgs({ options: { processes: { type: 'string' } } });
const planned = values.processes === undefined ? undefined : Number(values.processes);
if (planned !== undefined && !(Number.isInteger(planned) && planned >= 1 && planned <= MAX_PLANNED)) {
  console.error(`--processes must be a whole number from 1 to ${MAX_PLANNED}, not "${values.processes}".`);
  process.exit(1);
}

/** Every check in turn, each line as soon as it is known. */
async function* examine(): AsyncGenerator<Finding> {
  yield checkNode();
  let config: AppConfig;
  try {
    config = new AppConfig();
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error;
    for (const problem of error.problems) yield wrong(problem, 'README.md has the table of variables.');
    return;
  }
  for (const { name, meant } of config.misspelt) {
    yield wrong(`${name} is not a variable of Carillon.`, `Is it ${meant}?`);
  }
  yield { ok: 'The environment is valid.' };
  yield await checkDataFolder(config.dataDir);
  yield await checkPort(config.port, config.host);
  yield* checkDiscord(config);
  yield* await checkStorage(config);
  yield* await database(config);
}

async function database(config: AppConfig): Promise<Finding[]> {
  try {
    return await withConfiguredDatabase(async (url) => {
      const findings = await checkDatabase(url, config, planned);
      const isReachable = findings.some((finding) => 'ok' in finding);
      return isReachable ? [...findings, ...(await checkSecrets(url, config))] : findings;
    });
  } catch (error) {
    return [wrong(reasonOf(error), 'Without DATABASE_URL the embedded PostgreSQL must be able to run.')];
  }
}

let problems = 0;
for await (const finding of examine()) {
  if ('ok' in finding) {
    console.log(`ok     ${finding.ok}`);
  } else {
    problems += 1;
    console.log(`WRONG  ${finding.wrong} ${finding.advice}`);
  }
}
console.log(problems === 0 ? 'All is well.' : `${problems} problem(s).`);
process.exitCode = problems === 0 ? 0 : 1;
