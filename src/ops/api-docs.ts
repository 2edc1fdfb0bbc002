import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** OpenAPI 3.1 from the code at `/api/openapi.json`, browsable at `/api/docs`; its files come from our own disk. */
export function serveApiDocs(app: NestFastifyApplication, version: string): void {
  const settings = new DocumentBuilder()
    .setTitle('Carillon')
    .setDescription(
      'Real-time notifications for a support desk: inbox, sockets and webhooks. Errors are RFC 9457 problems.',
    )
    .setVersion(version)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, settings), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Carillon API',
  });
}
