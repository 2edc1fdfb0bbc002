import { build } from 'vite';

/** `node bundle.mjs <file> <folder>`: one script for a browser out of a program, as `page.js`. Vite does not run in Jest. */
const [, , entry, outDir] = process.argv;
await build({
  root: outDir,
  configFile: false,
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    lib: { entry, formats: ['es'], fileName: () => 'page.js' },
  },
});
