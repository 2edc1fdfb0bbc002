import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { openApiWebhooks } from './asyncapi/openapi-webhooks.js';
import { serveAsyncApi } from './asyncapi/serve-asyncapi.js';
import { authenticateBeforeBodies } from './auth/request-authentication.js';
import type { AppConfig } from './common/config.js';
import { hardenHttp } from './common/http/hardening.js';
import { configureHttp, createHttpAdapter } from './common/http/http-application.js';
import { AppLogger } from './common/logger.js';
import { checkCatalogue } from './events/catalogue/catalogue-check.js';
import { DEFINITIONS } from './events/catalogue/catalogue.js';
import { agreeOnKeys } from './key-agreement.js';
import { serveApiDocs } from './ops/api-docs/api-docs.js';
import type { DashboardFacts } from './ops/dashboard/dashboard-page.js';
import { serveDashboard } from './ops/dashboard/serve-dashboard.js';
import { serveDocsSite } from './ops/docs-site.js';
import { VERSION } from './common/version.js';
import { AUDIENCES } from './notifications/audiences.js';
import { SocketAdapter } from './realtime/socket.adapter.js';
import { KeptAdminPassword } from './users/kept-admin-password.js';
import { takeBinRequests } from './webhooks/receiver/take-bin-requests.js';

/**
 * The whole application over a migrated database, not listening yet: the same for `npm start`, tests and benchmarks.
 *
 * @throws InvalidCatalogue when an event type names an unknown audience or room, or has no schema
 * @throws KeysDiffer when other processes on this database use other secrets
 */
export async function createApplication(config: AppConfig): Promise<NestFastifyApplication> {
  checkCatalogue(DEFINITIONS, { audiences: AUDIENCES });
  await agreeOnKeys(config);
  const logger = new AppLogger({ level: config.logLevel, format: config.logFormat });
  for (const { name, meant } of config.misspelt) {
    logger.warn('config.unknown_variable', { name, did_you_mean: meant });
  }
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config, logger),
    createHttpAdapter(config),
    // The JSON parser is registered below; the caller reports errors.
    { logger, bodyParser: false, abortOnError: false },
  );
  hardenHttp(app, config, logger);
  configureHttp(app, config, logger);
  authenticateBeforeBodies(app);
  app.useWebSocketAdapter(new SocketAdapter(app, config, logger));
  takeBinRequests(app);
  serveApiDocs(app, { version: VERSION, webhooks: openApiWebhooks });
  serveAsyncApi(app, { version: VERSION, publicUrl: config.publicUrl });
  serveDocsSite(app);
  const password = app.get(KeptAdminPassword, { strict: false });
  serveDashboard(app, {
    facts: async () => ({
      registration: config.registrationOpen ? 'open' : 'closed',
      first_run: await password.exists(),
      provider: signInProvider(config),
    }),
  });
  return app;
}

/** The start lies at the public address, because the cookie of a sign-in must belong to where the provider comes back to. */
function signInProvider({ identity: { signIn }, publicUrl }: AppConfig): DashboardFacts['provider'] {
  return signIn === undefined ? null : { label: signIn.label, url: `${publicUrl}/api/auth/oidc/start` };
}
