import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** ES modules, CommonJS and types of both entries. `node scripts/build.mjs [folder]`: into another folder than `dist`. */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const dist = process.argv[2] ?? join(ROOT, 'dist');
rmSync(dist, { recursive: true, force: true });

for (const [format, extension] of [
  ['es', 'js'],
  ['cjs', 'cjs'],
]) {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
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

const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
const options = ['-p', ROOT, '--declaration', '--emitDeclarationOnly', '--outDir', dist];
execFileSync(process.execPath, [join(typescript, 'bin/tsc'), ...options], { stdio: 'inherit' });

// CommonJS needs declarations of its own: a `.d.ts` in this package speaks of an ES module.
for (const name of readdirSync(dist).filter((name) => name.endsWith('.d.ts'))) {
  const text = readFileSync(join(dist, name), 'utf8');
  const path = join(dist, name.replace(/\.d\.ts$/, '.d.cts'));
  writeFileSync(path, text.replaceAll(/(from '|from "|import\('|import\(")(\.[^'"]+)\.js(['"])/g, '$1$2.cjs$3'));
}
