import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { buildOnce } from '../../scripts/build-once.mjs';

/** `npm run build:web`: builds the dashboard into `web/dist`, compressed, unless it is there for these very sources. */
const WEB = fileURLToPath(new URL('../', import.meta.url));
const ROOT = resolve(WEB, '..');
const INPUTS = ['web/src', 'web/public', 'web/scripts', 'client/src'];
const INPUT_FILES = ['web/index.html', 'web/vite.config.mjs', 'web/package.json', 'package-lock.json'];
const COMPRESSED = /\.(js|css|svg|html|json)$/;
/** 11 takes three times as long for 2 % less. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };

await buildOnce({
  dist: join(WEB, 'dist'),
  lock: join(WEB, '.building'),
  inputs: await hashOfInputs(),
  build: async (outDir) => {
    // Any other value, such as a test runner's, would build React's development version.
    process.env.NODE_ENV = 'production';
    const { build } = await import('vite');
    await build({
      configFile: join(WEB, 'vite.config.mjs'),
      logLevel: 'warn',
      build: { outDir, emptyOutDir: true },
    });
    await build(embedSettings(outDir));
    await compress(join(outDir, 'assets'));
  },
});

/** `/embed/inbox.js`, one module with all that it needs. The server compresses it. */
function embedSettings(outDir) {
  return {
    root: WEB,
    configFile: false,
    logLevel: 'warn',
    // Browsers, not Node: else Node's WebSocket and zlib would be looked for.
    resolve: {
      alias: { '@carillon/client': join(ROOT, 'client/src/index.ts') },
      conditions: ['browser', 'module', 'import', 'default'],
    },
    build: {
      outDir: join(outDir, 'embed'),
      target: 'es2022',
      copyPublicDir: false,
      sourcemap: true,
      minify: true,
      lib: { entry: join(WEB, 'src/embed/main.ts'), formats: ['es'], fileName: () => 'inbox.js' },
      // Otherwise libraries keep their whitespace, for the sake of bundlers.
      rollupOptions: { output: { minify: true } },
    },
  };
}

async function hashOfInputs() {
  const folders = await Promise.all(INPUTS.map((folder) => filesBelow(join(ROOT, folder))));
  const hash = createHash('sha256').update(process.version);
  for (const path of [...INPUT_FILES.map((file) => join(ROOT, file)), ...folders.flat()].sort()) {
    hash.update(`\0${relative(ROOT, path)}\0`).update(await readFile(path));
  }
  return hash.digest('hex');
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function compress(folder) {
  const files = (await filesBelow(folder)).filter((path) => COMPRESSED.test(path));
  await Promise.all(
    files.map(async (path) => {
      const bytes = await readFile(path);
      await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, BROTLI));
      await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
    }),
  );
}
