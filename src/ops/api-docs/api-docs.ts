import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeDocument } from './describe-document.js';
import { routeFacts } from './route-facts.js';
import { areasOf } from './tags.js';

const DESCRIPTION = `Real-time notifications for a support desk: inbox, sockets and webhooks.

**First steps**: run \`POST /api/auth/login\` with the admin's e-mail address and password (in
\`DATA_DIR/admin-password\`, \`.data\` by default, until it is changed), copy \`access_token\` into **Authorize**, then run \`POST /api/tickets\` as it is
filled in. An API key of \`POST /api/api-keys\` works in its place and does not expire.

**[Sockets and webhooks](/api/asyncapi)**: what the server sends by itself, message by message.

Errors are RFC 9457 problems (\`application/problem+json\`): decide by \`code\`; \`errors\` names every offending field.`;

/** What other folders know of webhooks, as OpenAPI describes them. */
export interface DescribedWebhooks {
  readonly webhooks: Readonly<Record<string, object>>;
  readonly schemas: Readonly<Record<string, object>>;
  readonly parameters: Readonly<Record<string, object>>;
  readonly responses: Readonly<Record<string, object>>;
}

export interface ApiDocsOptions {
  readonly version: string;
  /** Called once, when the document is first asked for. */
  readonly webhooks: () => DescribedWebhooks;
}

/**
 * OpenAPI 3.1, generated from the code, at `/api/openapi.json`, with a page at `/api/docs` whose files are served
 * locally.
 */
export function serveApiDocs(app: NestFastifyApplication, options: ApiDocsOptions): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('api/docs', app, () => (document ??= makeDocument(app, options)), {
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

function makeDocument(app: NestFastifyApplication, { version, webhooks }: ApiDocsOptions): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle('Carillon')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An access token, or an API key (`ck_…`).' });
  for (const [name, description] of areasOf(app)) settings.addTag(name, description);
  const document = describeDocument(SwaggerModule.createDocument(app, settings.build()), routeFacts(app));
  return withWebhooks(document, webhooks());
}

/** Nest would make a route of each webhook that it describes, so they are added to its document. */
function withWebhooks(
  document: OpenAPIObject,
  { webhooks, schemas, parameters, responses }: DescribedWebhooks,
): OpenAPIObject & { webhooks: object } {
  const components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...schemas },
    parameters: { ...document.components?.parameters, ...parameters },
    responses: { ...document.components?.responses, ...responses },
  };
  // A test validates the whole document: Nest's types for it say less than OpenAPI 3.1 allows.
  return { ...document, components: components as OpenAPIObject['components'], webhooks };
}
