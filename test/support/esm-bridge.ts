import { createRequire } from 'node:module';
import { jest } from '@jest/globals';

/** Under another name: a call of `jest.mock` would be hoisted above the namespace that it needs. */
const bridge = jest;

const local = createRequire(import.meta.url);
/** The version that @fastify/static brings along: the server's own is older, since this one asks for Node 22. */
const contentDisposition = createRequire(local.resolve('@fastify/static')).resolve('content-disposition');

/**
 * Jest on Node 20 cannot `require()` an ES module from a CommonJS package. These packages are required by CommonJS
 * dependencies of ours (throttler, fastify), so each gets the very same namespace that `import` gives.
 */
for (const name of ['@nestjs/common', '@nestjs/core', contentDisposition, 'cookie']) {
  const namespace: object = await import(name);
  bridge.mock(name, () => namespace);
}
