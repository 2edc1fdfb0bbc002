import { jest } from '@jest/globals';

/** Under another name: a call of `jest.mock` would be hoisted above the namespace that it needs. */
const bridge = jest;

/**
 * Jest on Node 20 cannot `require()` an ES module from a CommonJS package. These packages are required by CommonJS
 * dependencies of ours (throttler, fastify), so each gets the very same namespace that `import` gives. `content-disposition`
 * is a dependency of the tests only so that this name means the version that @fastify/static takes.
 */
for (const name of ['@nestjs/common', '@nestjs/core', 'content-disposition', 'cookie']) {
  const namespace: object = await import(name);
  bridge.mock(name, () => namespace);
}
