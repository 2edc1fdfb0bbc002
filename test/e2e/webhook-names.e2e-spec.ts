import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from '../support/servers/stage.js';
import { NameServer } from '../support/network/name-server.js';
import { Receiver } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';

const SILENT_NAMES = 24;

describe('host names whose DNS server stays silent', () => {
  let names: NameServer;
  let running: Stage;
  let receiver: Receiver;

  beforeAll(async () => {
    names = await NameServer.start((name) => (name.startsWith('silent-') ? undefined : { addresses: ['127.0.0.1'] }));
    running = await Stage.start({
      DNS_SERVERS: names.address,
      WEBHOOK_RETRY_SCHEDULE: '100ms,100ms,100ms,100ms,100ms',
    });
    receiver = await Receiver.start();
  });
  afterAll(async () => {
    await running.close();
    await receiver.stop();
    await names.stop();
  });

  it('delay no delivery to another host, and fail with a reason', async () => {
    const bad = await running.accounts.person('user');
    const good = await running.accounts.person('user');
    const make = (as: typeof bad, url: string, name: string) =>
      running.accounts.call('POST /api/webhooks', { as, body: { url, name, events: ['ticket.created'] } });
    for (let number = 0; number < SILENT_NAMES; number += 1) {
      expect((await make(bad, `http://silent-${number}.test/`, `silent ${number}`)).status).toBe(201);
    }
    const honest = (round: number) =>
      make(good, `http://honest-${round}.test:${receiver.port}/hook`, `honest ${round}`);
    await running.accounts.call('POST /api/tickets', { as: bad, body: { title: 'Printer' } });
    await until(() => new Set(names.asked.filter((line) => line.startsWith('silent-'))).size >= SILENT_NAMES);
    for (let round = 1; round <= 3; round += 1) {
      // A name of its own each time, which has to be looked up.
      const made = await honest(round);
      expect(made.status).toBe(201);
      const startedMs = performance.now();
      await running.accounts.call('POST /api/tickets', { as: good, body: { title: `Ticket ${round}` } });
      await receiver.received(round);
      expect(performance.now() - startedMs).toBeLessThan(2_000);
      receiver.requests.length = 0;
    }
    const failed = () =>
      running.dataSource.query<{ endpoint_id: string; error: string }[]>(
        'SELECT DISTINCT endpoint_id, error FROM webhook_deliveries WHERE error IS NOT NULL',
      );
    await until(async () => (await failed()).length >= SILENT_NAMES, { timeoutMs: 20_000 });
    const [{ error } = { error: '' }] = await failed();
    expect(error).toBe('The host name could not be resolved for the moment.');
  });
});
