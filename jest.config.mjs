/**
 * Jest runs the tests, Node loads them: see `test/support/jest/runtime.cjs`.
 * A plain .mjs file, because Jest on Node 20 needs one more package to read its configuration from TypeScript.
 * @type {import('jest').Config}
 */
export default {
  runtime: '<rootDir>/test/support/jest/runtime.cjs',
  testEnvironment: '<rootDir>/test/support/jest/environment.cjs',
  transform: {},
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/client/test'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  globalSetup: '<rootDir>/test/support/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/jest/global-teardown.mjs',
  testSequencer: '<rootDir>/test/support/jest/longest-first.mjs',
  // Many files wait for a clock: on two cores a third worker has enough to do.
  maxWorkers: 3,
  // Test files stay in memory when they are over.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
};
