import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { NeedsScope } from '../common/http/needs-scope.decorator.js';
import type { Actor } from '../common/request-context.js';
import { PersonalWebhookAnswer, SetPersonalWebhook } from './personal-webhook.dto.js';
import { PersonalWebhookService } from './personal-webhook.service.js';

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller(['api/users/me/webhook', 'api/user/webhook'])
export class PersonalWebhookController {
  constructor(private readonly webhook: PersonalWebhookService) {}

  @Get()
  @ApiOperation({ summary: 'Where your notifications are POSTed to' })
  @ApiOkResponse({ type: PersonalWebhookAnswer })
  get(@CurrentActor() actor: Actor) {
    return this.webhook.get(actor.id);
  }

  @Put()
  @ApiOperation({ summary: 'Sets, changes, re-enables or (with null) clears it' })
  @ApiOkResponse({ type: PersonalWebhookAnswer })
  set(@CurrentActor() actor: Actor, @Body() input: SetPersonalWebhook) {
    return this.webhook.set(actor.id, input);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Clears it; what waits to be sent is cancelled' })
  @ApiNoContentResponse()
  clear(@CurrentActor() actor: Actor) {
    return this.webhook.clear(actor.id);
  }
}
