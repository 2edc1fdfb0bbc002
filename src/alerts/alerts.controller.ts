import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiConflictResponse, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { CountedWrite } from '../common/rate-limit/counted-write.js';
import type { Actor } from '../common/request-context.js';
import { alertView } from './alert.entity.js';
import { AlertAnswer, AlertPage } from './alerts.answers.js';
import { AlertsQuery, TriggerAlertDto } from './alerts.dto.js';
import { AlertsService } from './alerts.service.js';

const ALERT_ID = new IdPipe('alert');

@ApiTags('alerts')
@ApiBearerAuth()
@Controller('api/alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Post()
  @CountedWrite()
  @ApiCreatedResponse({ type: AlertAnswer })
  async trigger(@CurrentActor() actor: Actor, @Body() body: TriggerAlertDto): Promise<AlertAnswer> {
    return alertView(await this.alerts.trigger(actor, body));
  }

  @Get()
  @ApiOkResponse({ type: AlertPage })
  list(@CurrentActor() actor: Actor, @Query() query: AlertsQuery): Promise<AlertPage> {
    return this.alerts.list(actor, query);
  }

  @Get(':id')
  @ApiOkResponse({ type: AlertAnswer })
  async get(@CurrentActor() actor: Actor, @Param('id', ALERT_ID) id: string): Promise<AlertAnswer> {
    return alertView(await this.alerts.get(actor, id));
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @ApiOkResponse({ type: AlertAnswer })
  @ApiConflictResponse({ description: '`already_resolved`: an alert is resolved once.' })
  async resolve(@CurrentActor() actor: Actor, @Param('id', ALERT_ID) id: string): Promise<AlertAnswer> {
    return alertView(await this.alerts.resolve(actor, id));
  }
}
