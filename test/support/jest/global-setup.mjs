/** A plain .mjs file around the TypeScript one: Jest would transform a TypeScript global setup itself. */
export default async function globalSetup() {
  const { startTestServer } = await import('../database/test-server.ts');
  await startTestServer();
}
