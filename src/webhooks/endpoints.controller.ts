import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { NeedsScope } from '../common/http/needs-scope.decorator.js';
import type { Actor } from '../common/request-context.js';
import { SecretRotation } from './endpoint-secret-rotation.service.js';
import { switchOff, switchOn } from './endpoint-switch.js';
import { EndpointAnswer, EndpointPage } from './endpoints.answers.js';
import { CreateEndpoint, EnableEndpoint, EndpointQuery, RegenerateSecret, UpdateEndpoint } from './endpoints.dto.js';
import { EndpointsService } from './endpoints.service.js';

const ID = new IdPipe('webhook');

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/webhooks')
export class EndpointsController {
  constructor(
    private readonly endpoints: EndpointsService,
    private readonly rotation: SecretRotation,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The endpoints that you may see, newest first' })
  @ApiOkResponse({ type: EndpointPage })
  list(@CurrentActor() actor: Actor, @Query() query: EndpointQuery) {
    return this.endpoints.list(actor, query);
  }

  @Post()
  @ApiOperation({ summary: 'Makes one; its secret is shown this once' })
  @ApiCreatedResponse({ type: EndpointAnswer })
  create(@CurrentActor() actor: Actor, @Body() input: CreateEndpoint) {
    return this.endpoints.create(actor, input);
  }

  @Get(':id')
  @ApiOkResponse({ type: EndpointAnswer })
  read(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return this.endpoints.read(actor, id);
  }

  @Put(':id')
  @ApiOperation({ summary: 'Changes what is given, like PATCH' })
  @ApiOkResponse({ type: EndpointAnswer })
  replace(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: UpdateEndpoint) {
    return this.endpoints.update(actor, id, input);
  }

  @Patch(':id')
  @ApiOkResponse({ type: EndpointAnswer })
  update(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: UpdateEndpoint) {
    return this.endpoints.update(actor, id, input);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return this.endpoints.remove(actor, id);
  }

  @Post(':id/regenerate-secret')
  @HttpCode(200)
  @ApiOperation({ summary: 'A new secret, shown this once; the old one signs too for a while' })
  @ApiOkResponse({ type: EndpointAnswer })
  regenerateSecret(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: RegenerateSecret) {
    return this.rotation.rotate(actor, id, input);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends what was held, in its order, and what comes' })
  @ApiOkResponse({ type: EndpointAnswer })
  enable(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() { drop_held }: EnableEndpoint) {
    return this.endpoints.change(actor, id, (manager, endpoint) =>
      switchOn(endpoint, manager, { dropsHeld: drop_held }),
    );
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Holds all events until it is enabled' })
  @ApiOkResponse({ type: EndpointAnswer })
  disable(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return this.endpoints.change(actor, id, (manager, endpoint) => switchOff(endpoint, manager));
  }
}
