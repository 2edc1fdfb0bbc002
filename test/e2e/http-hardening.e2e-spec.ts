import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppLogger } from '../../src/common/logger.js';
import { Stage } from '../support/servers/stage.js';

const FRIEND = 'https://desk.example.com';
const STRANGER = 'https://evil.example.com';

let open: Stage;
let closed: Stage;

beforeAll(async () => {
  open = await Stage.start({ CORS_ORIGINS: FRIEND, PUBLIC_URL: 'https://carillon.example.com' });
  closed = await Stage.start();
});

afterAll(async () => {
  await open.close();
  await closed.close();
});

/** Reads the whole answer: one that is left half read keeps the server from closing. */
async function get(server: Stage, path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(`${server.url}${path}`, { method, headers, redirect: 'manual' });
  const body = await response.arrayBuffer();
  const isWithoutBody = response.status === 204 || response.status === 304;
  return new Response(isWithoutBody ? null : body, response);
}

function corsHeaders(response: Response): string[] {
  return [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));
}

describe('security headers', () => {
  it.each(['/api/tickets', '/api/docs', '/api/openapi.json', '/health/live', '/no/such/page'])(
    'are set on %s',
    async (path) => {
      const { headers } = await get(closed, path);
      expect(headers.get('content-security-policy')).toContain("default-src 'self';script-src 'self'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it('never redirect a browser from plain http to https', async () => {
    const { headers } = await get(closed, '/api/docs');
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('require https if the public URL does', async () => {
    expect((await get(open, '/api/docs')).headers.get('strict-transport-security')).toContain('max-age=');
  });
});

describe('CORS', () => {
  it('lets an allowed origin read answers, refusals included', async () => {
    const response = await get(open, '/api/tickets', { origin: FRIEND });
    expect(response.status).toBe(401);
    expect(response.headers.get('access-control-allow-origin')).toBe(FRIEND);
    expect(response.headers.get('access-control-expose-headers')).toContain('ETag');
  });

  it('answers the preflight of an allowed origin', async () => {
    const asked = {
      origin: FRIEND,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization',
    };
    const response = await get(open, '/api/tickets/x', asked, 'OPTIONS');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization');
  });

  it('gives a foreign origin no CORS header for any request', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const asked = { origin: STRANGER, 'access-control-request-method': 'PATCH' };
      expect(corsHeaders(await get(open, '/api/tickets/x', asked, method))).toEqual([]);
    }
  });

  it('refuses the preflight of a foreign origin with a reason, and logs it once', async () => {
    for (const server of [open, closed]) {
      const lines: string[] = [];
      const logger = server.get(AppLogger);
      logger.warn = (event, fields) => void lines.push(`${String(event)} ${JSON.stringify(fields)}`);
      const origin = `${STRANGER}:${server === open ? 1 : 2}`;
      const asked = { origin, 'access-control-request-method': 'PATCH' };
      for (const path of ['/api/tickets/x?q=private', '/no/such/page']) {
        const response = await get(server, path, asked, 'OPTIONS');
        expect(response.status).toBe(403);
        expect(response.headers.get('content-type')).toContain('application/problem+json');
        expect(await response.json()).toMatchObject({
          code: 'origin_not_allowed',
          detail: expect.stringMatching(new RegExp(`${origin}.*CORS_ORIGINS`)),
        });
      }
      expect(lines).toEqual([expect.stringMatching(/^origin\.refused .*"path":"\/api\/tickets\/x","advice"/)]);
      expect(lines[0]).toContain(`"origin":"${origin}"`);
    }
  });

  it('accepts every origin for *, on sockets too', async () => {
    const all = await Stage.start({ CORS_ORIGINS: '*' });
    const asked = { origin: STRANGER, 'access-control-request-method': 'PATCH' };
    expect((await get(all, '/api/tickets', asked, 'OPTIONS')).status).toBe(204);
    const polling = await get(all, '/socket.io/?EIO=4&transport=polling', { origin: STRANGER });
    expect([polling.status, polling.headers.get('access-control-allow-origin')]).toEqual([200, STRANGER]);
    await all.close();
  });

  it('is off unless origins are configured', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      expect(corsHeaders(await get(closed, '/api/tickets', { origin: FRIEND }, method))).toEqual([]);
    }
  });
});

describe('the API docs', () => {
  it('load only files of this server', async () => {
    const page = await (await get(closed, '/api/docs')).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const url = new URL(file, `${closed.url}/api/docs`);
      expect(url.origin).toBe(closed.url);
      const loaded = await fetch(url);
      expect(loaded.status).toBe(200);
      await loaded.arrayBuffer();
    }
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  });
});
