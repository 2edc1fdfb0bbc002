import { register } from 'node:module';

// What Jest does not load itself - its global setup, and processes that tests start and kill - runs the same sources by
// this: `node --import ./test/support/typescript-loader.mjs <file.ts>`, without a build that could be out of date.
register('./typescript-hooks.mjs', import.meta.url);
