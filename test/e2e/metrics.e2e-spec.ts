import { afterEach, describe, expect, it } from '@jest/globals';
import { startApp, type RunningApp } from '../support/app.js';

const TOKEN = 'a-token-for-scraping-and-nothing-else';
let running: RunningApp | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

const scrape = (headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${running?.url}/metrics`, { headers });
const valueOf = (page: string, name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(page)?.[1]);

describe('GET /metrics', () => {
  it('counts what is recorded and dispatched, and shows Node’s own', async () => {
    running = await startApp();
    const user = await running.accounts.person('user');
    await running.settled();
    const before = await (await scrape()).text();
    await running.accounts.call('POST /api/tickets', { as: user, body: { title: 'Counted' } });
    await running.settled();
    const response = await scrape();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const page = await response.text();
    for (const name of ['recorded', 'dispatched'].map((verb) => `carillon_events_${verb}_total`)) {
      expect(valueOf(page, name)).toBe(valueOf(before, name) + 1);
    }
    expect(valueOf(page, 'carillon_events_quarantined_total')).toBe(0);
    expect(valueOf(page, 'carillon_dispatch_lag_seconds_count')).toBe(
      valueOf(page, 'carillon_events_dispatched_total'),
    );
    expect(valueOf(page, 'carillon_dispatch_seconds_count')).toBeGreaterThan(0);
    expect(valueOf(page, 'carillon_tail_lag_events')).toBe(0);
    expect(valueOf(page, 'process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  it('without a token answers this machine alone, and nobody that a proxy speaks for', async () => {
    running = await startApp();
    expect((await scrape()).status).toBe(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-forwarded-proto', 'via']) {
      const refused = await scrape({ [header]: '127.0.0.1' });
      expect([header, refused.status]).toEqual([header, 403]);
      expect(await refused.text()).not.toContain('carillon_events');
    }
  });

  it('with a token asks for it, from this machine too', async () => {
    running = await startApp({ METRICS_TOKEN: TOKEN });
    const user = await running.accounts.person('admin');
    const wrong: Record<string, string>[] = [
      {},
      { authorization: `Bearer ${TOKEN}x` },
      { authorization: `Bearer ${user.access_token}` },
    ];
    for (const headers of wrong) {
      const refused = await scrape(headers);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
    expect((await scrape({ authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.7' })).status).toBe(200);
  });
});
