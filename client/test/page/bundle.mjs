import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The page with the client's sources, React and all, as `page.js` in the folder that is named. Vite does not run in Jest. */
await build({
  configFile: false,
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: process.argv[2],
    emptyOutDir: false,
    minify: false,
    lib: { entry: fileURLToPath(new URL('page.ts', import.meta.url)), formats: ['es'], fileName: 'page' },
  },
});
