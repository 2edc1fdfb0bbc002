import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { ERRORS_PAGE, errorsPage } from '../../scripts/errors-page/page.js';
import { PROBLEM_CODES } from '../../src/common/http/problem-codes.js';
import { ACK_ERRORS } from '../../src/realtime/protocol.js';

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));

/** Every error that the code makes with a status of its own, and every conflict. */
function made(): { file: string; status: number; code: string }[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const text = readFileSync(`${SOURCE}/${file}`, 'utf8');
    const withStatus = [...text.matchAll(/(?:super|new AppError)\(\s*(\d{3}),\s*'(\w+)'/g)];
    const conflicts = [...text.matchAll(/new Conflict\(\s*'(\w+)'/g)];
    return [
      ...withStatus.map(([, status, code = '']) => ({ file, status: Number(status), code })),
      ...conflicts.map(([, code = '']) => ({ file, status: 409, code })),
    ];
  });
}

describe('docs/errors.md', () => {
  it('matches the code', async () => {
    const isCurrent = (await errorsPage()) === (await readFile(ERRORS_PAGE, 'utf8'));
    expect(isCurrent ? 'current' : 'out of date: run `npm run docs:errors`').toBe('current');
  });

  it('lists each error of the code with its status', () => {
    const all = made();
    expect(all.length).toBeGreaterThan(40);
    const statuses = new Map<string, number>(Object.entries(PROBLEM_CODES).map(([code, [status]]) => [code, status]));
    const wrong = all.filter(({ status, code }) => statuses.get(code) !== status && !(code in ACK_ERRORS));
    expect(wrong).toEqual([]);
  });
});
