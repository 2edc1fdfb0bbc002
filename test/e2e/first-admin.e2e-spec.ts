import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { FirstAdminService } from '../../src/users/first-admin.service.js';
import { KeptAdminPassword } from '../../src/users/kept-admin-password.js';
import { Accounts } from '../support/people/accounts.js';
import { Stage } from '../support/servers/stage.js';

let running: Stage;
let desk: Accounts;
let bootstrap: FirstAdminService;
let file: string;

beforeAll(async () => {
  running = await Stage.start();
  desk = new Accounts(running.url, running.dataSource);
  bootstrap = running.app.get(FirstAdminService, { strict: false });
  file = running.app.get(KeptAdminPassword, { strict: false }).path;
});
afterAll(() => running.close());
beforeEach(async () => {
  await desk.dataSource.query(`DELETE FROM users WHERE role = 'admin'`);
  await rm(file, { force: true });
});

describe('the first admin', () => {
  it('is created once by any number of processes, and can sign in with the stored password', async () => {
    const answers = await Promise.all([bootstrap.ensureAdmin(), bootstrap.ensureAdmin(), bootstrap.ensureAdmin()]);
    const made = answers.filter((answer) => answer !== null);
    expect(made).toHaveLength(1);
    expect(await desk.count(`users WHERE role = 'admin'`)).toBe(1);
    const kept = (await readFile(file, 'utf8')).trim();
    expect(made[0]).toEqual({ email: 'admin@example.com', generatedPassword: kept, passwordFile: file });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await desk.login('admin@example.com', kept)).email).toBe('admin@example.com');
    expect(await bootstrap.ensureAdmin()).toBeNull();
  });

  it('loses the password file when the admin changes the password', async () => {
    const made = await bootstrap.ensureAdmin();
    const current = made?.generatedPassword ?? '';
    const admin = await desk.login('admin@example.com', current);
    const other = await desk.person('user');
    const password = 'a password of my own';
    await desk.call('POST /api/auth/password', {
      as: other,
      body: { current_password: 'correct horse battery', new_password: password },
    });
    expect(existsSync(file)).toBe(true);
    await desk.call('POST /api/auth/password', {
      as: admin,
      body: { current_password: current, new_password: password },
    });
    expect(existsSync(file)).toBe(false);
  });

  it.each(['POST /api/users/:id/reset-password', 'DELETE /api/users/:id'])(
    'loses the password file through %s of another admin',
    async (route) => {
      await bootstrap.ensureAdmin();
      const rows = await desk.dataSource.query<{ id: string }[]>(
        `SELECT id FROM users WHERE email = 'admin@example.com'`,
      );
      const other = await desk.person('admin');
      expect(existsSync(file)).toBe(true);
      const answer = await desk.call(route.replace(':id', rows[0]?.id ?? ''), { as: other });
      expect(answer.status).toBeLessThan(300);
      expect(existsSync(file)).toBe(false);
    },
  );

  it('is never an existing person who has the address', async () => {
    await desk.dataSource.query(`DELETE FROM users WHERE email = 'admin@example.com'`);
    const someone = await desk.person('user', { email: 'admin@example.com' });
    await expect(bootstrap.ensureAdmin()).rejects.toMatchObject({ code: 'email_taken' });
    expect(await desk.count(`users WHERE role = 'admin'`)).toBe(0);
    await desk.dataSource.query('DELETE FROM users WHERE id = $1', [someone.id]);
  });
});
