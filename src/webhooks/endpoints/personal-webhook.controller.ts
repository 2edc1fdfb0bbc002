import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { Operation } from '../../common/http/operation.decorator.js';
import type { Actor } from '../../common/request-context.js';
import { PersonalWebhookAnswer } from './personal-webhook.answers.js';
import { SetPersonalWebhook } from './personal-webhook.dto.js';
import { PersonalWebhookService } from './personal-webhook.service.js';

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller(['api/users/me/webhook', 'api/user/webhook'])
export class PersonalWebhookController {
  constructor(private readonly webhook: PersonalWebhookService) {}

  @Get()
  @Operation(
    'Read your webhook',
    'The URL that the notifications of the caller are POSTed to, in the format `notification`. All null when there is none.',
  )
  @ApiOkResponse({ type: PersonalWebhookAnswer })
  get(@CurrentActor() actor: Actor) {
    return this.webhook.get(actor.id);
  }

  @Put()
  @Operation(
    'Set your webhook',
    'Sets, changes, enables again or, with null, clears it. The secret is in the answer when it is new.',
    { example: { webhook_url: 'https://hooks.example.com/me' } },
  )
  @ApiOkResponse({ type: PersonalWebhookAnswer })
  set(@CurrentActor() actor: Actor, @Body() input: SetPersonalWebhook) {
    return this.webhook.set(actor.id, input);
  }

  @Delete()
  @Operation('Clear your webhook', 'What waits to be sent is cancelled.')
  @HttpCode(204)
  @ApiNoContentResponse()
  clear(@CurrentActor() actor: Actor) {
    return this.webhook.clear(actor.id);
  }
}
