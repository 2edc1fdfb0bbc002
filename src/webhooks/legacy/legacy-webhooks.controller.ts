import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { InputChecks } from '../../common/http/input-checks.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { NEXT_PAGE_HEADER, linkNextPage } from '../../common/http/next-page-link.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import type { Actor } from '../../common/request-context.js';
import { DeliveryQuery } from '../deliveries.dto.js';
import { DeliveriesService } from '../deliveries.service.js';
import type { EndpointView } from '../endpoints.answers.js';
import { newEndpointFaults } from '../endpoint-changes.js';
import { EndpointQuery, type CreateEndpoint } from '../endpoints.dto.js';
import { EndpointsService } from '../endpoints.service.js';
import { EndpointTests } from '../insight/endpoint-tests.service.js';
import {
  CreateLegacyWebhook,
  LegacyDeliveryAnswer,
  LegacyRemovalAnswer,
  LegacyTestAnswer,
  LegacyWebhookAnswer,
  UpdateLegacyWebhook,
  type LegacySettings,
} from './legacy-webhooks.dto.js';

const ID = new IdPipe('webhook');

/** What the server's own schedule stands for in this dialect. */
const DEFAULTS = { max_attempts: 3, retry_schedule: ['1s', '2s'], timeout_seconds: 30, payload_format: 'xtsystems' };

/** `/api/webhooks` in XTSystems' dialect, for clients that speak it already. */
@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('v1/webhooks')
export class LegacyWebhooksController {
  constructor(
    private readonly endpoints: EndpointsService,
    private readonly deliveries: DeliveriesService,
    private readonly tests: EndpointTests,
    checks: InputChecks,
  ) {
    checks.register(CreateLegacyWebhook, newEndpointFaults);
  }

  @Get()
  @ApiOperation({ summary: 'A bare array of the endpoints that you may see, newest first; Link names the next page' })
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
  @ApiCreatedResponse({ type: LegacyWebhookAnswer })
  async create(@CurrentActor() actor: Actor, @Body() input: CreateLegacyWebhook) {
    const settings = { ...DEFAULTS, ...plain(input), ...ownerOf(actor) };
    return legacyView(await this.endpoints.create(actor, settings as CreateEndpoint));
  }

  @Get(':id')
  @ApiOkResponse({ type: LegacyWebhookAnswer })
  async read(@CurrentActor() actor: Actor, @Param('id', ID) id: string) {
    return legacyView(await this.endpoints.read(actor, id));
  }

  @Put(':id')
  @ApiOkResponse({ type: LegacyWebhookAnswer })
  replace(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: UpdateLegacyWebhook) {
    return this.update(actor, id, input);
  }

  @Patch(':id')
  @ApiOkResponse({ type: LegacyWebhookAnswer })
  async update(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: UpdateLegacyWebhook) {
    return legacyView(await this.endpoints.update(actor, id, plain(input)));
  }

  @Delete(':id')
  @HttpCode(200)
  @ApiOkResponse({ type: LegacyRemovalAnswer })
  async remove(@CurrentActor() actor: Actor, @Param('id', ID) id: string): Promise<LegacyRemovalAnswer> {
    await this.endpoints.remove(actor, id);
    return { message: 'Webhook deleted successfully' };
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'A bare array, newest first, with payloads; Link names the next page' })
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
  @HttpCode(200)
  @ApiOkResponse({ type: LegacyTestAnswer })
  async test(@CurrentActor() actor: Actor, @Param('id', ID) id: string): Promise<LegacyTestAnswer> {
    const { success } = await this.tests.test(actor, id);
    return { success, message: 'Test webhook sent' };
  }
}

/** The caller's company, where he may own for it; else the system for an admin, and himself for all others. */
function ownerOf({ role, companyId }: Actor): Pick<CreateEndpoint, 'owner_type' | 'company_id'> {
  const mayOwnForCompany = companyId !== null && (role === 'admin' || role === 'manager');
  if (mayOwnForCompany) return { owner_type: 'company', company_id: companyId };
  return { owner_type: role === 'admin' ? 'system' : 'user' };
}

/** In the words of `/api/webhooks`; what was not given is left out, so that defaults and stored values stay. */
function plain({ retry_count: attempts, is_active: isActive, ...rest }: LegacySettings): Record<string, unknown> {
  const settings = { ...rest, max_attempts: attempts ?? rest.max_attempts, active: isActive ?? rest.active };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function legacyView(endpoint: EndpointView) {
  return { ...endpoint, retry_count: endpoint.max_attempts ?? DEFAULTS.max_attempts, is_active: endpoint.active };
}
