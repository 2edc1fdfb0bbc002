import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsId } from '../../common/field-rules.js';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { Operation } from '../../common/http/operation.decorator.js';
import type { Actor } from '../../common/request-context.js';
import { DeliveryAnswer } from '../deliveries/deliveries.answers.js';
import { ResendsService } from './resends.service.js';

export class ResendEvent {
  @ApiProperty({ format: 'uuid', description: 'Where to: a webhook that you may change.' })
  @IsId()
  webhook_id: string;
}

@ApiTags('events')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/events')
export class ResendController {
  constructor(private readonly resends: ResendsService) {}

  @Post(':id/resend')
  @Operation(
    'Resend an event',
    'Sends a past event once to one webhook, whatever its events, categories and filter are, with the same `webhook-id`. While a delivery of the event to the webhook waits, that one is answered and no other is made.',
    {
      example: { webhook_id: 'the webhook' },
      problems: ['forbidden', 'event_not_dispatched', 'webhook_disabled'],
    },
  )
  @HttpCode(202)
  @ApiAcceptedResponse({ type: DeliveryAnswer })
  resend(
    @CurrentActor() actor: Actor,
    @Param('id', new IdPipe('event')) id: string,
    @Body() { webhook_id: webhookId }: ResendEvent,
  ) {
    return this.resends.resend(actor, id, webhookId);
  }
}
