import { NameServer, type NameAnswer } from '../../test/support/network/name-server.js';
import type { Scenario } from '../scenario.js';

const GONE = 'gone.example';

/** What the name of one receiver is answered: that there is no such name; nothing; a failure; all of it too late. */
const TROUBLES: readonly (NameAnswer | undefined)[] = [
  { rcode: 3 },
  undefined,
  { rcode: 2 },
  { rcode: 3, delayMs: 8_000 },
];
let trouble: NameAnswer | undefined;

export const failingDns: Scenario = {
  name: 'failing-dns',
  title: 'DNS failing for one receiver: no such name, no answer, an error, too late',
  processes: 2,
  async surround() {
    const names = await NameServer.start((name) => (name === GONE ? trouble : { rcode: 3 }));
    return { environment: { DNS_SERVERS: names.address }, close: () => names.stop() };
  },
  async run(stage) {
    const endpoint = await stage.admin.call('POST /api/webhooks', {
      name: 'Gone',
      url: `http://${GONE}/hook`,
      events: ['*'],
    });
    for (const one of TROUBLES) {
      trouble = one;
      await stage.work(80);
    }
    const { items } = await stage.admin.call(`GET /api/deliveries?webhook_id=${endpoint.id}&limit=100`);
    stage.notes.push(`${items.length} or more deliveries of that receiver wait or failed; the others were not held up`);
    await stage.admin.call(`DELETE /api/webhooks/${endpoint.id}`);
  },
};
