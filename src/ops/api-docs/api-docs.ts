import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeDocument } from './describe-document.js';
import { routeFacts } from './route-facts.js';
import { areasOf } from './tags.js';

const DESCRIPTION = `Real-time notifications for a support desk: inbox, sockets and webhooks.

**First steps**: run \`POST /api/auth/login\` with the admin's e-mail address and password (in
\`DATA_DIR/admin-password\`, \`.data\` by default, until it is changed), copy \`access_token\` into **Authorize**, then run \`POST /api/tickets\` as it is
filled in. An API key of \`POST /api/api-keys\` works in its place and does not expire.

Errors are RFC 9457 problems (\`application/problem+json\`): decide by \`code\`; \`errors\` names every offending field.`;

/**
 * OpenAPI 3.1, generated from the code, at `/api/openapi.json`, with a page at `/api/docs` whose files are served
 * locally.
 */
export function serveApiDocs(app: NestFastifyApplication, version: string): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('api/docs', app, () => (document ??= makeDocument(app, version)), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Carillon API',
    swaggerOptions: {
      filter: true,
      persistAuthorization: true,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
    },
  });
}

function makeDocument(app: NestFastifyApplication, version: string): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle('Carillon')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An access token, or an API key (`ck_…`).' });
  for (const [name, description] of areasOf(app)) settings.addTag(name, description);
  return describeDocument(SwaggerModule.createDocument(app, settings.build()), routeFacts(app));
}
