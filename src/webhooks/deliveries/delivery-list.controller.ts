import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { Operation } from '../../common/http/operation.decorator.js';
import type { Actor } from '../../common/request-context.js';
import { ListedDeliveryPage } from './deliveries.answers.js';
import { DeliverySearchQuery } from './deliveries.dto.js';
import { DeliveryListService } from './delivery-list.service.js';

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/deliveries')
export class DeliveryListController {
  constructor(private readonly deliveries: DeliveryListService) {}

  @Get()
  @Operation(
    'List deliveries of all webhooks',
    'Of the webhooks that the caller may see, newest first. A page may have fewer items than `limit`, or none, while `next_cursor` is not null: one request looks through a bounded number of deliveries.',
  )
  @ApiOkResponse({ type: ListedDeliveryPage })
  list(@CurrentActor() actor: Actor, @Query() query: DeliverySearchQuery) {
    return this.deliveries.list(actor, query);
  }
}
