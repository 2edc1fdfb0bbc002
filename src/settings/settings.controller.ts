import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import type { Actor } from '../common/request-context.js';
import { SettingsAnswer, UpdateSettingsDto } from './settings.dto.js';
import { settingsView } from './settings.entity.js';
import { SettingsService } from './settings.service.js';

@ApiTags('settings')
@ApiBearerAuth()
@Controller('api/admin/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @ApiOkResponse({ type: SettingsAnswer })
  async read(@CurrentActor() actor: Actor): Promise<SettingsAnswer> {
    return settingsView(await this.settings.read(actor));
  }

  @Patch()
  @ApiOkResponse({ type: SettingsAnswer })
  async update(@CurrentActor() actor: Actor, @Body() input: UpdateSettingsDto): Promise<SettingsAnswer> {
    return settingsView(await this.settings.update(actor, input));
  }
}
