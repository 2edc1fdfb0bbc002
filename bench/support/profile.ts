import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';

/** Microseconds by category. */
export type TimeSpent = Record<string, number>;

/** The first that fits the file of a function, or its name, says where its time belongs. */
const CATEGORIES: readonly (readonly [name: string, fits: RegExp])[] = [
  ['garbage collection', /^\(garbage collector\)$/],
  // What the kernel does for sockets, above all.
  ['outside of JavaScript', /^\(program\)$/],
  ['signatures', /node:internal\/crypto|\/src\/webhooks\/signing\//],
  ['undici', /node_modules\/undici\//],
  ['pg', /node_modules\/(pg|pg-pool|pg-protocol|pg-types|postgres-[a-z]+)\/|\/src\/database\//],
  ['TypeORM', /node_modules\/typeorm\//],
  ['Fastify', /node_modules\/(fastify|@fastify|find-my-way|light-my-request|fast-[a-z-]+|secure-json-parse)\//],
  ['Nest', /node_modules\/(@nestjs|rxjs|reflect-metadata)\//],
  ['JWT', /node_modules\/(jsonwebtoken|jws|jwa|passport-jwt)\//],
  ['validation', /node_modules\/(class-validator|class-transformer|validator)\//],
  ['Socket.IO', /node_modules\/(socket\.io|socket\.io-[a-z]+|engine\.io|engine\.io-[a-z]+|ws)\//],
  ['log', /node_modules\/(pino|sonic-boom|safe-stable-stringify|quick-format-unescaped)\/|\/src\/common\/logger/],
  ['lanes and scheduling', /\/src\/webhooks\/(worker\/(lane|send-scheduler|delivery-worker|queued-events)|queue\/)/],
  ['guarded requests', /\/src\/webhooks\/http\//],
  ['sending and results', /\/src\/webhooks\//],
  ['recorder and dispatch', /\/src\/events\//],
  ['other own code', /\/src\//],
];

const session = new Session();

export async function startProfile(): Promise<void> {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
}

/** Time of functions of Node and of V8 belongs to what called them. Time in which nothing ran is left out. */
export async function endProfile(): Promise<TimeSpent> {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const spent: TimeSpent = {};
  const categories = categoriesOf(profile.nodes);
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const category = categories.get(id);
    if (category === undefined) continue;
    spent[category] = (spent[category] ?? 0) + (profile.timeDeltas?.[index] ?? 0);
  }
  return spent;
}

function categoriesOf(nodes: readonly Profiler.ProfileNode[]): Map<number, string | undefined> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const categories = new Map<number, string | undefined>();
  const visit = (node: Profiler.ProfileNode, inherited: string | undefined) => {
    const category = ownCategory(node) ?? inherited;
    categories.set(node.id, node.callFrame.functionName === '(idle)' ? undefined : category);
    for (const child of node.children ?? []) {
      const next = byId.get(child);
      if (next !== undefined) visit(next, category);
    }
  };
  const [root] = nodes;
  if (root !== undefined) visit(root, 'Node itself');
  return categories;
}

function ownCategory({ callFrame: { url, functionName } }: Profiler.ProfileNode): string | undefined {
  const place = url === '' ? functionName : url;
  return CATEGORIES.find(([, fits]) => fits.test(place))?.[0];
}
