import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { Operation } from '../../common/http/operation.decorator.js';
import type { Actor } from '../../common/request-context.js';
import { DeliveryAnswer, DeliveryDetailAnswer, DeliveryPage } from './deliveries.answers.js';
import { DeliveryQuery } from './deliveries.dto.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryRetriesService } from './delivery-retries.service.js';

const ENDPOINT_ID = new IdPipe('webhook');
const DELIVERY_ID = new IdPipe('delivery');

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/webhooks/:id/deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly retries: DeliveryRetriesService,
  ) {}

  @Get()
  @Operation('List the deliveries of a webhook', 'Past, current and waiting deliveries, newest first.')
  @ApiOkResponse({ type: DeliveryPage })
  list(@CurrentActor() actor: Actor, @Param('id', ENDPOINT_ID) id: string, @Query() query: DeliveryQuery) {
    return this.deliveries.list(actor, id, query);
  }

  @Get(':deliveryId')
  @Operation('Read a delivery', 'With its payload, the request headers and every attempt.')
  @ApiOkResponse({ type: DeliveryDetailAnswer })
  read(
    @CurrentActor() actor: Actor,
    @Param('id', ENDPOINT_ID) id: string,
    @Param('deliveryId', DELIVERY_ID) deliveryId: string,
  ) {
    return this.deliveries.read(actor, id, deliveryId);
  }

  @Post(':deliveryId/retry')
  @Operation(
    'Retry a delivery',
    'Sends it once more with the same `webhook-id`, a fresh timestamp and a fresh signature.',
    { problems: ['event_expired', 'webhook_disabled'] },
  )
  @HttpCode(200)
  @ApiOkResponse({ type: DeliveryAnswer })
  retry(
    @CurrentActor() actor: Actor,
    @Param('id', ENDPOINT_ID) id: string,
    @Param('deliveryId', DELIVERY_ID) deliveryId: string,
  ) {
    return this.retries.retry(actor, id, deliveryId);
  }
}
