import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiExtraModels, ApiOkResponse, ApiProperty, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import type { Actor } from '../common/request-context.js';
import { PreferencesDto } from './preferences.dto.js';
import { PreferencesService } from './preferences.service.js';

export class ChannelsAnswer {
  @ApiProperty() inbox: boolean;
  @ApiProperty() socket: boolean;
  @ApiProperty() webhook: boolean;
}

export class PreferencesAnswer {
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(ChannelsAnswer) },
    description: 'Every notification type, by its name.',
  })
  types: Record<string, ChannelsAnswer>;

  @ApiProperty() auto_watch: boolean;
}

@ApiTags('users')
@ApiExtraModels(ChannelsAnswer)
@ApiBearerAuth()
@Controller('api/users/me/preferences')
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Get()
  @Operation('Read your notification preferences', 'For each notification type, the channels that it may use.')
  @ApiOkResponse({ type: PreferencesAnswer })
  get(@CurrentActor() actor: Actor): Promise<PreferencesAnswer> {
    return this.preferences.get(actor.id);
  }

  @Put()
  @Operation('Change your notification preferences', 'What is left out stays.', {
    example: { types: { ticket_updated: { inbox: true, socket: true, webhook: false } }, auto_watch: true },
  })
  @ApiOkResponse({ type: PreferencesAnswer, description: 'The preferences after the change' })
  change(@CurrentActor() actor: Actor, @Body() body: PreferencesDto): Promise<PreferencesAnswer> {
    return this.preferences.change(actor.id, body);
  }
}
