import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { Public } from '../common/http/public.decorator.js';
import { ScriptFiles, type Conditions } from './script-files.js';

@Area('client', 'The browser client, for pages without a bundler.')
@Public()
@SkipThrottle()
@Controller('client')
export class ClientScriptController {
  constructor(private readonly scripts: ScriptFiles) {}

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
    return this.scripts.send('client/dist/carillon.js', conditions, reply);
  }

  @Get('carillon.js.map')
  @ApiExcludeEndpoint()
  sourceMap(@Headers() conditions: Conditions, @Res() reply: FastifyReply): Promise<void> {
    return this.scripts.send('client/dist/carillon.js.map', conditions, reply);
  }
}
