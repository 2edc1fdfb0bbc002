import { bundledPackages } from './test/support/bundled-packages.mjs';

// The workers inherit it.
process.env['CARILLON_TEST_PACKAGES'] = JSON.stringify(await bundledPackages());

/**
 * ESM all the way: NestJS 12 ships ES modules only, so Jest must load the code as such.
 * A plain .mjs file, because Jest on Node 20 needs one more package to read its configuration from TypeScript.
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/client/test'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  resolver: '<rootDir>/test/support/resolver.cjs',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: true,
      },
    ],
  },
  setupFiles: ['<rootDir>/test/support/esm-bridge.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  // Many files wait for a clock: on two cores a third worker has enough to do.
  maxWorkers: 3,
  // ES modules of a file that is over stay in memory: past 4 GB a worker did little but collect garbage, four times as slow.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
};
