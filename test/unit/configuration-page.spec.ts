import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { CONFIGURATION_PAGE, configurationPage, readsOf } from '../../scripts/configuration-page/page.js';
import { VARIABLES } from '../../src/common/variables.js';

describe('docs/configuration.md', () => {
  it('matches the code', async () => {
    const isCurrent = (await configurationPage()) === (await readFile(CONFIGURATION_PAGE, 'utf8'));
    expect(isCurrent ? 'current' : 'out of date: run `npm run docs:configuration`').toBe('current');
  });

  it('describes exactly the variables that the code reads', () => {
    expect([...VARIABLES.keys()].sort()).toEqual([...readsOf({}).keys()].sort());
  });

  it('states the defaults that the code uses, in production too', async () => {
    const page = await readFile(CONFIGURATION_PAGE, 'utf8');
    expect(page).toMatch(/\| `PORT` +\| whole number, 0 to 65,535 +\| `5000` +\|/);
    expect(page).toMatch(/\| `REGISTRATION` +\| `open`, `closed` +\| `open`; in production `closed` +\|/);
    expect(page).toMatch(/\| `STATEMENT_TIMEOUT` +\| duration, `100ms` to `1d` +\| `10s` +\|/);
  });

  it('marks as secret every variable that must not be logged', () => {
    const secrets = [...VARIABLES].filter(([, { isSecret }]) => isSecret === true).map(([name]) => name);
    const named = [...VARIABLES.keys()].filter((name) =>
      /(SECRET|TOKEN|PASSWORD|_KEY(_PREVIOUS)?|DATABASE_URL|REDIS_URL)$/.test(name),
    );
    // What Discord publishes itself, and what names a key.
    expect(named.filter((name) => name !== 'DISCORD_PUBLIC_KEY' && !secrets.includes(name))).toEqual([]);
  });
});
