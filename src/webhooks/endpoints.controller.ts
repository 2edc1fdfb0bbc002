import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { NeedsScope } from '../common/http/needs-scope.decorator.js';
import type { Actor } from '../common/request-context.js';
import { EndpointAnswer } from './endpoints.answers.js';
import { EndpointsService } from './endpoints.service.js';

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/webhooks')
export class EndpointsController {
  constructor(private readonly endpoints: EndpointsService) {}

  @Get(':id')
  @ApiOkResponse({ type: EndpointAnswer })
  read(@CurrentActor() actor: Actor, @Param('id', new IdPipe('webhook')) id: string) {
    return this.endpoints.read(actor, id);
  }
}
