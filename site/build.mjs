import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOnce } from '../scripts/build-once.mjs';
import { extractInlineScripts } from './inline-scripts.mjs';
import { hashOfInputs } from './inputs.mjs';

/** `npm run build:site`: builds the site of the documentation into `site/dist`, unless it is there for these very pages. */
const SITE = fileURLToPath(new URL('./', import.meta.url));

await buildOnce({
  dist: join(SITE, 'dist'),
  // The generator keeps its temporary files in one place.
  lock: join(SITE, '.building'),
  inputs: await hashOfInputs(),
  build: async (folder) => {
    const { build } = await import('vitepress');
    await build(SITE, { outDir: folder });
    await extractInlineScripts(folder);
  },
});
