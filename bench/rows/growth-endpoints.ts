import type { Finding, Measured, Row, RowOptions } from '../harness.js';
import type { ReceiverCommands } from '../processes/receivers.js';
import { Audience } from '../support/audience.js';
import { Child } from '../support/child.js';
import { allSent } from '../support/delivery-tables.js';
import { Stage } from '../support/stage.js';

const ENDPOINTS = [1, 10, 100];
const WARM_UP = 4;
const DELIVERIES = 20_000;
const DELIVERIES_QUICK = 4_000;

export const growthEndpoints: Row = {
  name: 'growth-endpoints',
  title: 'What an event costs that goes to 1, 10 and 100 endpoints, from the comment to the stored results',
  async run(options) {
    const results: Measured[] = [];
    for (const endpoints of ENDPOINTS) results.push(await measured(endpoints, options));
    const perEvent = results.map((one, index) => ({ x: ENDPOINTS[index] ?? 0, y: cpuMs(one) }));
    return {
      findings: results.flatMap((one, index) => findings(ENDPOINTS[index] ?? 0, one)),
      series: [
        { name: 'an event', points: perEvent },
        { name: 'a delivery', points: perEvent.map(({ x, y }) => ({ x, y: y / x })) },
      ],
      notes: [
        'CPU of application and database together. Each event is one comment, with a notification for each person.',
      ],
    };
  },
};

/** @returns by event */
function measured(endpoints: number, { pairs, warmUp }: RowOptions): Promise<Measured> {
  return Stage.with(async (stage) => {
    const receivers = Child.start<ReceiverCommands>('processes/receivers.ts');
    try {
      const audience = await Audience.open(stage, receivers, endpoints);
      await audience.addBacklog(warmUp * (endpoints === 1 ? 1 : WARM_UP));
      await allSent(stage);
      const deliveries = pairs < 5 ? DELIVERIES_QUICK : DELIVERIES;
      const operations = Math.min(deliveries, Math.max(deliveries / 10, Math.ceil(deliveries / endpoints)));
      const { total } = await receivers.ask('state');
      const [before, startedAt] = [await stage.spent(), performance.now()];
      await audience.addBacklog(operations * endpoints);
      await receivers.ask('reach', { total: total + operations * endpoints });
      await allSent(stage);
      const seconds = (performance.now() - startedAt) / 1000;
      const after = await stage.spent();
      const spent = {
        applicationMs: (after.applicationMs - before.applicationMs) / operations,
        databaseMs: (after.databaseMs - before.databaseMs) / operations,
        walBytes: (after.walBytes - before.walBytes) / operations,
      };
      return { operations, seconds, perSecond: operations / seconds, spent };
    } finally {
      await receivers.stop();
    }
  });
}

function cpuMs({ spent }: Measured): number {
  return spent.applicationMs + spent.databaseMs;
}

function findings(endpoints: number, one: Measured): Finding[] {
  const name = endpoints === 1 ? '1 endpoint' : `${endpoints} endpoints`;
  return [
    { what: `${name}, CPU`, value: cpuMs(one), unit: 'ms an event' },
    { what: `${name}, CPU`, value: cpuMs(one) / endpoints, unit: 'ms a delivery' },
    { what: `${name}, WAL`, value: one.spent.walBytes, unit: 'bytes an event' },
    { what: `${name}, rate`, value: one.perSecond * endpoints, unit: 'deliveries per second' },
  ];
}
