import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import type { Actor } from '../common/request-context.js';
import { SettingsAnswer } from './settings.answers.js';
import { UpdateSettingsDto } from './settings.dto.js';
import { settingsView } from './settings.entity.js';
import { SettingsService } from './settings.service.js';

@Area('settings', 'Settings of the desk.')
@ApiBearerAuth()
@Controller('api/admin/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @Operation('Read the settings', 'For admins.')
  @ApiOkResponse({ type: SettingsAnswer })
  async read(@CurrentActor() actor: Actor): Promise<SettingsAnswer> {
    return settingsView(await this.settings.read(actor));
  }

  @Patch()
  @Operation(
    'Change the settings',
    'For admins. What is left out stays. The event names the changed fields, and is made only when something changed.',
    { example: { site_name: 'Acme Support' }, problems: ['loop_detected'] },
  )
  @ApiOkResponse({ type: SettingsAnswer })
  async update(@CurrentActor() actor: Actor, @Body() input: UpdateSettingsDto): Promise<SettingsAnswer> {
    return settingsView(await this.settings.update(actor, input));
  }
}
