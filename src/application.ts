import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { authenticateBeforeBodies } from './auth/request-authentication.js';
import type { AppConfig } from './common/config.js';
import { hardenHttp } from './common/http/hardening.js';
import { configureHttp, createHttpAdapter } from './common/http/http-application.js';
import { AppLogger } from './common/logger.js';
import { agreeOnKeys } from './key-agreement.js';
import { serveApiDocs } from './ops/api-docs/api-docs.js';
import { serveDashboard } from './ops/dashboard/serve-dashboard.js';
import { serveDocsSite } from './ops/docs-site.js';
import { VERSION } from './common/version.js';
import { SocketAdapter } from './realtime/socket.adapter.js';
import { KeptAdminPassword } from './users/kept-admin-password.js';
import { takeBinRequests } from './webhooks/bins/take-bin-requests.js';

/**
 * The whole application over a migrated database, not listening yet: the same for `npm start`, tests and benchmarks.
 *
 * @throws KeysDiffer when the processes of this database have other secrets
 */
export async function createApplication(config: AppConfig): Promise<NestFastifyApplication> {
  await agreeOnKeys(config);
  const logger = new AppLogger({ level: config.logLevel, format: config.logFormat });
  for (const { name, meant } of config.misspelt) {
    logger.warn('config.unknown_variable', { name, did_you_mean: meant });
  }
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config, logger),
    createHttpAdapter(config),
    // Our own JSON parser is registered below; errors are the caller's to report.
    { logger, bodyParser: false, abortOnError: false },
  );
  await hardenHttp(app, config, logger);
  configureHttp(app, config, logger);
  authenticateBeforeBodies(app);
  app.useWebSocketAdapter(new SocketAdapter(app, config, logger));
  takeBinRequests(app);
  serveApiDocs(app, VERSION);
  serveDocsSite(app);
  const password = app.get(KeptAdminPassword, { strict: false });
  serveDashboard(app, {
    facts: async () => ({
      registration: config.registrationOpen ? 'open' : 'closed',
      first_run: await password.exists(),
    }),
  });
  return app;
}
