/** What `@jest/globals` gives to a test file that Node loads, see `runtime.cjs`. */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } =
  globalThis[Symbol.for('jest.globals')];
