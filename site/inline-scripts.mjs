import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const INLINE_SCRIPT = /<script((?:(?!\ssrc=)[^>])*)>([^<]+(?:<(?!\/script>)[^<]*)*)<\/script>/g;

/**
 * The generator writes a few scripts into every page. As files of their own they need no exception from a policy that lets only
 * scripts of the same origin run. They stay where they were, and so run at the same moment: before the page is painted.
 */
export async function extractInlineScripts(folder) {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.html')) continue;
    const html = await readFile(join(folder, name), 'utf8');
    const scripts = new Map();
    const rest = html.replaceAll(INLINE_SCRIPT, (_, attributes, code) => {
      const file = `assets/inline.${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
      scripts.set(file, code);
      return `<script${attributes} src="/docs/${file}"></script>`;
    });
    for (const [file, code] of scripts) await writeFile(join(folder, file), code);
    await writeFile(join(folder, name), rest);
  }
}
