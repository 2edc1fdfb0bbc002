import './typescript-loader.mjs';

/**
 * A plain .mjs file around the TypeScript one: Jest does not transform a global setup that is an ES module, and Node 20
 * reads no TypeScript. The loader does not reach into the tests, which Jest loads in worlds of its own.
 */
export default async function globalSetup() {
  const { startTestServer } = await import('./test-server.ts');
  await startTestServer();
}
