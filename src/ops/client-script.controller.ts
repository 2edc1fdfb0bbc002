import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { Operation } from '../common/http/operation.decorator.js';
import { Public } from '../common/http/public.decorator.js';
import { ClientScript, type ClientFileName } from './client-script.js';

const SCRIPT_TYPE = 'text/javascript; charset=utf-8';

interface Conditions {
  readonly 'if-none-match'?: string;
  readonly 'accept-encoding'?: string;
}

@ApiTags('client')
@Public()
@SkipThrottle()
@Controller('client')
export class ClientScriptController {
  constructor(private readonly script: ClientScript) {}

  /** For pages without a bundler, as Socket.IO serves its own client. */
  @Get('carillon.js')
  @Operation(
    'Load the browser client',
    '`@carillon/client` without the React hooks as one ES module, its dependency included: ' +
      "`import { connect } from '/client/carillon.js'`. Pages of every origin may load it; what they may call is decided " +
      'by `CORS_ORIGINS`. It has an `ETag` and is revalidated at every load; `/client/carillon.js.map` is its source map.',
    { problems: ['client_not_built'] },
  )
  @ApiProduces('text/javascript')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'An ES module.' })
  module(@Headers() conditions: Conditions, @Res() reply: FastifyReply): Promise<void> {
    return this.send('carillon.js', conditions, reply.header('content-type', SCRIPT_TYPE));
  }

  @Get('carillon.js.map')
  @ApiExcludeEndpoint()
  sourceMap(@Headers() conditions: Conditions, @Res() reply: FastifyReply): Promise<void> {
    return this.send('carillon.js.map', conditions, reply.header('content-type', 'application/json; charset=utf-8'));
  }

  private async send(name: ClientFileName, conditions: Conditions, reply: FastifyReply): Promise<void> {
    const { text, gzipped, etag } = await this.script.file(name);
    reply
      .header('etag', etag)
      .header('cache-control', 'public, max-age=0, must-revalidate')
      .header('vary', 'Accept-Encoding')
      // A module of another origin is always fetched with CORS; it holds nothing that is not public.
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin');
    if (matches(conditions['if-none-match'], etag)) return void reply.status(304).send();
    const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(conditions['accept-encoding'] ?? '');
    if (takesGzip) reply.header('content-encoding', 'gzip');
    void reply.send(takesGzip ? gzipped : text);
  }
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim());
  return tags.includes('*') || tags.includes(etag);
}
