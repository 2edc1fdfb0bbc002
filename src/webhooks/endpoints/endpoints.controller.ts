import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { NotFound } from '../../common/errors.js';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { Area, Operation } from '../../common/http/operation.decorator.js';
import type { Actor } from '../../common/request-context.js';
import { EndpointFiguresService } from './endpoint-figures.service.js';
import { EndpointHealthPage, EndpointWithHealth } from './endpoint-health.answers.js';
import { EndpointSecretRotationService } from './endpoint-secret-rotation.service.js';
import { switchOff, switchOn } from './endpoint-switch.js';
import { EndpointAnswer } from './endpoints.answers.js';
import { CreateEndpoint, EnableEndpoint, EndpointQuery, RegenerateSecret, UpdateEndpoint } from './endpoints.dto.js';
import { EndpointsService } from './endpoints.service.js';

const ID = new IdPipe('webhook');

@Area('webhooks', 'Endpoints, deliveries, recovery: see docs/webhooks.md.')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/webhooks')
export class EndpointsController {
  constructor(
    private readonly endpoints: EndpointsService,
    private readonly rotation: EndpointSecretRotationService,
    private readonly figures: EndpointFiguresService,
  ) {}

  @Get()
  @Operation('List webhooks', 'Newest first: those that the caller may see, each with its health.')
  @ApiOkResponse({ type: EndpointHealthPage })
  async list(@CurrentActor() actor: Actor, @Query() query: EndpointQuery) {
    const { items, next_cursor: next } = await this.endpoints.list(actor, query);
    return { items: await this.figures.withHealth(items), next_cursor: next };
  }

  @Post()
  @Operation(
    'Create a webhook',
    'The secret is shown this once. `warnings` names event patterns that match no known event.',
    {
      example: {
        url: 'https://hooks.example.com/carillon',
        events: ['ticket.*'],
        filter: 'data.priority in ["high", "urgent"]',
      },
      problems: ['webhook_name_taken', 'too_many_webhooks', 'programs_busy'],
    },
  )
  @ApiCreatedResponse({ type: EndpointAnswer })
  create(@CurrentActor() actor: Actor, @Body() input: CreateEndpoint) {
    return this.endpoints.create(actor, input);
  }

  @Get(':id')
  @Operation('Read a webhook', 'Its settings and health, without the secret.')
  @ApiOkResponse({ type: EndpointWithHealth })
  async read(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    const [endpoint] = await this.figures.withHealth([await this.endpoints.read(actor, id)]);
    if (endpoint === undefined) throw new NotFound('webhook');
    return endpoint;
  }

  @Put(':id')
  @Operation('Change a webhook (PUT)', 'The same as `PATCH`: what is left out stays.', {
    example: { events: ['ticket.created', 'comment.*'] },
    problems: ['webhook_name_taken', 'programs_busy'],
  })
  @ApiOkResponse({ type: EndpointAnswer })
  replace(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: UpdateEndpoint) {
    return this.endpoints.update(actor, id, input);
  }

  @Patch(':id')
  @Operation(
    'Change a webhook',
    'What is left out stays. A URL of another origin drops `headers`, unless they are sent again.',
    {
      example: { description: 'High priority only', filter: 'data.priority == "high"' },
      problems: ['webhook_name_taken', 'programs_busy'],
    },
  )
  @ApiOkResponse({ type: EndpointAnswer })
  update(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: UpdateEndpoint) {
    return this.endpoints.update(actor, id, input);
  }

  @Delete(':id')
  @Operation('Delete a webhook', 'What waits to be sent is cancelled.')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return this.endpoints.remove(actor, id);
  }

  @Post(':id/regenerate-secret')
  @Operation(
    'Rotate the secret',
    'Gives a new secret, shown this once. The previous one signs too until `previous_secret_expires_at`.',
    { example: { overlap: '24h' } },
  )
  @HttpCode(200)
  @ApiOkResponse({ type: EndpointAnswer })
  regenerateSecret(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: RegenerateSecret) {
    return this.rotation.rotate(actor, id, input);
  }

  @Post(':id/enable')
  @Operation('Enable a webhook', 'Sends what was held, in order, and what comes. `drop_held` forgets what was held.', {
    example: { drop_held: false },
  })
  @HttpCode(200)
  @ApiOkResponse({ type: EndpointAnswer })
  enable(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() { drop_held }: EnableEndpoint) {
    return this.endpoints.change(actor, id, (manager, endpoint) =>
      switchOn(endpoint, manager, { dropsHeld: drop_held }),
    );
  }

  @Post(':id/disable')
  @Operation('Disable a webhook', 'Holds all events until it is enabled.')
  @HttpCode(200)
  @ApiOkResponse({ type: EndpointAnswer })
  disable(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return this.endpoints.change(actor, id, (manager, endpoint) => switchOff(endpoint, manager));
  }
}
