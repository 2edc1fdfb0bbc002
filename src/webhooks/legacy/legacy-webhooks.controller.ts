import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { InputChecks } from '../../common/http/input-checks.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { Operation } from '../../common/http/operation.decorator.js';
import type { Actor } from '../../common/request-context.js';
import { DeliveryQuery } from '../deliveries/deliveries.dto.js';
import { DeliveriesService } from '../deliveries/deliveries.service.js';
import { newEndpointFaults } from '../endpoints/endpoint-changes.js';
import type { EndpointView } from '../endpoints/endpoints.answers.js';
import { EndpointQuery, type CreateEndpoint } from '../endpoints/endpoints.dto.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import { EndpointTestsService } from '../insight/endpoint-tests.service.js';
import {
  LegacyDeliveryAnswer,
  LegacyRemovalAnswer,
  LegacyTestAnswer,
  LegacyWebhookAnswer,
} from './legacy-webhooks.answers.js';
import { CreateLegacyWebhook, UpdateLegacyWebhook, type LegacySettings } from './legacy-webhooks.dto.js';

const ID = new IdPipe('webhook');

/** This dialect's word for the server's own schedule. */
const DEFAULTS = { max_attempts: 3, retry_schedule: ['1s', '2s'], timeout_seconds: 30, payload_format: 'xtsystems' };

const NEXT_PAGE_HEADER = {
  Link: {
    description: '`<path of the next page>; rel="next"`; missing on the last page.',
    schema: { type: 'string' as const },
  },
};

/** `/api/webhooks` in XTSystems' dialect, for clients that speak it already. */
@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('v1/webhooks')
export class LegacyWebhooksController {
  constructor(
    private readonly endpoints: EndpointsService,
    private readonly deliveries: DeliveriesService,
    private readonly tests: EndpointTestsService,
    checks: InputChecks,
  ) {
    checks.register(CreateLegacyWebhook, newEndpointFaults);
  }

  @Get()
  @Operation(
    'List webhooks (XTSystems)',
    'A bare array of those that the caller may see, newest first; the header `Link` names the next page.',
  )
  @ApiOkResponse({ type: [LegacyWebhookAnswer], headers: NEXT_PAGE_HEADER })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: EndpointQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { items, next_cursor: next } = await this.endpoints.list(actor, query);
    linkNextPage(reply, next);
    return items.map(legacyView);
  }

  @Post()
  @Operation(
    'Create a webhook (XTSystems)',
    'Owned by the company of the caller where possible. Defaults: format `xtsystems`, 3 attempts, retries after 1 s and 2 s.',
    {
      example: { url: 'https://bot.example.com/hook', events: ['ticket.created', 'ticket.updated'], retry_count: 3 },
      problems: ['webhook_name_taken', 'too_many_webhooks', 'programs_busy'],
    },
  )
  @ApiCreatedResponse({ type: LegacyWebhookAnswer })
  async create(@CurrentActor() actor: Actor, @Body() input: CreateLegacyWebhook) {
    const settings = { ...DEFAULTS, ...plain(input), ...ownerOf(actor) };
    return legacyView(await this.endpoints.create(actor, settings as CreateEndpoint));
  }

  @Get(':id')
  @Operation(
    'Read a webhook (XTSystems)',
    'The same webhook as at `/api/webhooks/{id}`, with `retry_count` and `is_active`.',
  )
  @ApiOkResponse({ type: LegacyWebhookAnswer })
  async read(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return legacyView(await this.endpoints.read(actor, id));
  }

  @Put(':id')
  @Operation('Change a webhook (XTSystems, PUT)', 'The same as `PATCH`: what is left out stays.', {
    example: { retry_count: 5 },
    problems: ['webhook_name_taken', 'programs_busy'],
  })
  @ApiOkResponse({ type: LegacyWebhookAnswer })
  replace(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: UpdateLegacyWebhook) {
    return this.update(actor, id, input);
  }

  @Patch(':id')
  @Operation('Change a webhook (XTSystems)', 'What is left out stays.', {
    example: { is_active: true },
    problems: ['webhook_name_taken', 'programs_busy'],
  })
  @ApiOkResponse({ type: LegacyWebhookAnswer })
  async update(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: UpdateLegacyWebhook) {
    return legacyView(await this.endpoints.update(actor, id, plain(input)));
  }

  @Delete(':id')
  @Operation('Delete a webhook (XTSystems)', 'What waits to be sent is cancelled. Answers 200 with a message.')
  @HttpCode(200)
  @ApiOkResponse({ type: LegacyRemovalAnswer })
  async remove(@CurrentActor() actor: Actor, @Param('id', ID) id: string): Promise<LegacyRemovalAnswer> {
    await this.endpoints.remove(actor, id);
    return { message: 'Webhook deleted successfully' };
  }

  @Get(':id/deliveries')
  @Operation(
    'List the deliveries of a webhook (XTSystems)',
    'A bare array, newest first, with payloads; the header `Link` names the next page.',
  )
  @ApiOkResponse({ type: [LegacyDeliveryAnswer], headers: NEXT_PAGE_HEADER })
  async listDeliveries(
    @CurrentActor() actor: Actor,
    @Param('id', ID) id: string,
    @Query() query: DeliveryQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { items, next_cursor: next } = await this.deliveries.listWithPayloads(actor, id, query);
    linkNextPage(reply, next);
    return items;
  }

  @Post(':id/test')
  @Operation('Send a test now (XTSystems)', '`success` says whether the receiver answered 2xx.', {
    problems: ['secret_unreadable', 'programs_busy'],
  })
  @HttpCode(200)
  @ApiOkResponse({ type: LegacyTestAnswer })
  async test(@CurrentActor() actor: Actor, @Param('id', ID) id: string): Promise<LegacyTestAnswer> {
    const { success } = await this.tests.test(actor, id);
    return { success, message: 'Test webhook sent' };
  }
}

/**
 * The caller's company, where the caller may own for it; otherwise the system for an admin, and the caller for all
 * others.
 */
function ownerOf({ role, companyId }: Actor): Pick<CreateEndpoint, 'owner_type' | 'company_id'> {
  const mayOwnForCompany = companyId !== null && (role === 'admin' || role === 'manager');
  if (mayOwnForCompany) return { owner_type: 'company', company_id: companyId };
  return { owner_type: role === 'admin' ? 'system' : 'user' };
}

/** In the words of `/api/webhooks`. Missing fields stay missing, so that defaults and stored values apply. */
function plain({ retry_count: attempts, is_active: isActive, ...rest }: LegacySettings): Record<string, unknown> {
  const settings = { ...rest, max_attempts: attempts ?? rest.max_attempts, active: isActive ?? rest.active };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function legacyView(endpoint: EndpointView) {
  return { ...endpoint, retry_count: endpoint.max_attempts ?? DEFAULTS.max_attempts, is_active: endpoint.active };
}

/** For answers that are a bare array: where the next page is, by a `Link` header (RFC 8288) to the same path and query. */
function linkNextPage(reply: FastifyReply, nextCursor: string | null): void {
  if (nextCursor === null) return;
  const url = new URL(reply.request.url, 'http://localhost');
  url.searchParams.set('cursor', nextCursor);
  void reply.header('link', `<${url.pathname}${url.search}>; rel="next"`);
}
