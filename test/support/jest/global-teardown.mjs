/** Plain .mjs for the same reason as the global setup. */
export default async function globalTeardown() {
  const { stopTestServer } = await import('../database/test-server.ts');
  await stopTestServer();
}
