import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * `node scripts/build.mjs [folder]`: the whole package, into `dist` unless a folder is given: ES modules, CommonJS, types, and
 * `carillon.js`, which needs no bundler. `--browser`: `carillon.js` alone, which the server serves.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const { values, positionals } = parseArgs({ options: { browser: { type: 'boolean' } }, allowPositionals: true });
const dist = resolve(positionals[0] ?? join(ROOT, 'dist'));
// Its name stands in what is built.
process.chdir(ROOT);
const { build } = await toolOf('vite');

if (values.browser) await buildBrowserModule(dist);
else await buildPackage(dist);

async function buildPackage(folder) {
  // A build that fails or is read meanwhile leaves the one before it whole.
  const [fresh, old] = [`${folder}.${process.pid}.new`, `${folder}.${process.pid}.old`];
  try {
    await buildModules(fresh, 'es', 'js');
    await buildModules(fresh, 'cjs', 'cjs');
    await buildBrowserModule(fresh);
    declareTypes(fresh);
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(fresh, folder);
  } finally {
    for (const rest of [fresh, old]) rmSync(rest, { recursive: true, force: true });
  }
}

function buildModules(folder, format, extension) {
  return build({
    ...settings(folder),
    build: {
      ...settings(folder).build,
      lib: {
        entry: { index: join(ROOT, 'src/index.ts'), react: join(ROOT, 'src/react.ts') },
        formats: [format],
        fileName: (_format, name) => `${name}.${extension}`,
      },
      // What both entries use is one file, or each would have a configured client of its own.
      rollupOptions: {
        external: ['socket.io-client', 'react'],
        output: { chunkFileNames: `shared.${extension}` },
      },
    },
  });
}

/** Everything but the React hooks in one ES module, its dependency included. */
async function buildBrowserModule(folder) {
  const fresh = `${folder}.browser.${process.pid}`;
  try {
    await build({
      ...settings(fresh),
      // Browsers, not Node: else Node's WebSocket and zlib would be looked for.
      resolve: { conditions: ['browser', 'module', 'import', 'default'] },
      build: {
        ...settings(fresh).build,
        minify: true,
        sourcemap: true,
        lib: { entry: join(ROOT, 'src/index.ts'), formats: ['es'], fileName: () => 'carillon.js' },
        // Otherwise libraries keep their whitespace, for the sake of bundlers.
        rollupOptions: { output: { minify: true } },
      },
    });
    mkdirSync(folder, { recursive: true });
    for (const name of ['carillon.js.map', 'carillon.js']) renameSync(join(fresh, name), join(folder, name));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function settings(outDir) {
  return {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    build: { outDir, emptyOutDir: false, target: 'es2022', minify: false },
  };
}

function declareTypes(folder) {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const options = ['-p', ROOT, '--declaration', '--emitDeclarationOnly', '--outDir', folder];
  execFileSync(process.execPath, [join(typescript, 'bin/tsc'), ...options], { stdio: 'inherit' });

  // CommonJS needs declarations of its own: a `.d.ts` in this package speaks of an ES module.
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    const path = join(folder, name.replace(/\.d\.ts$/, '.d.cts'));
    writeFileSync(path, text.replaceAll(/(from '|from "|import\('|import\(")(\.[^'"]+)\.js(['"])/g, '$1$2.cjs$3'));
  }
}

/** The tools are the repository's: without its `npm ci` there are none. */
async function toolOf(name) {
  try {
    return await import(name);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error(
      `@carillon/client cannot be built: ${name} is not installed. Run \`npm ci\` in ${dirname(ROOT)} first.`,
    );
    return process.exit(1);
  }
}
