import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** What `npm run dev` of this folder asks: a server that `npm run dev` of the repository runs. */
const SERVER = process.env.CARILLON_URL ?? 'http://localhost:5000';
const PROXIED = ['/api', '/v1', '/docs', '/client', '/embed', '/health', '/metrics'];

export default defineConfig({
  root: here('./'),
  plugins: [react()],
  // The sources, so that no build of the client is needed first.
  resolve: { alias: { '@carillon/client': here('../client/src/index.ts') } },
  // The server puts a fresh one in its place in every answer.
  html: { cspNonce: 'CSP_NONCE' },
  build: {
    target: 'es2022',
    manifest: true,
    // A data URL in a style sheet would need a hole in the policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 5173,
    proxy: {
      ...Object.fromEntries(PROXIED.map((path) => [path, { target: SERVER }])),
      '/socket.io': { target: SERVER, ws: true },
    },
  },
});
