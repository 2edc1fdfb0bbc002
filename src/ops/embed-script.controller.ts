import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { Operation } from '../common/http/operation.decorator.js';
import { Public } from '../common/http/public.decorator.js';
import { ScriptFiles, type Conditions } from './script-files.js';

@ApiTags('client')
@Public()
@SkipThrottle()
@Controller('embed')
export class EmbedScriptController {
  constructor(private readonly scripts: ScriptFiles) {}

  @Get('inbox.js')
  @Operation(
    'Load the inbox for other pages',
    'The web component `<carillon-inbox url="…" token-endpoint="…">` as one ES module, the client included. Pages of every origin ' +
      'may load it; what they may call is decided by `CORS_ORIGINS`. It has an `ETag` and is revalidated at every load; ' +
      '`/embed/inbox.js.map` is its source map.',
    { problems: ['embed_not_built'] },
  )
  @ApiProduces('text/javascript')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'An ES module.' })
  inbox(@Headers() conditions: Conditions, @Res() reply: FastifyReply): Promise<void> {
    return this.scripts.send('web/dist/embed/inbox.js', conditions, reply);
  }

  @Get('inbox.js.map')
  @ApiExcludeEndpoint()
  sourceMap(@Headers() conditions: Conditions, @Res() reply: FastifyReply): Promise<void> {
    return this.scripts.send('web/dist/embed/inbox.js.map', conditions, reply);
  }
}
