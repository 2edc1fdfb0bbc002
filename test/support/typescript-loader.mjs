import { register } from 'node:module';

// Tests, scripts and processes that tests start and kill run the same sources: `node --import
// ./test/support/typescript-loader.mjs <file.ts>` needs no build, which could be out of date.
register('./typescript-hooks.mjs', import.meta.url);
