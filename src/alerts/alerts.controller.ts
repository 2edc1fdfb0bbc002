import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { CountedWrite } from '../common/rate-limit/counted-write.js';
import type { Actor } from '../common/request-context.js';
import { alertView } from './alert.entity.js';
import { AlertAnswer, AlertPage } from './alerts.answers.js';
import { AlertsQuery, TriggerAlertDto } from './alerts.dto.js';
import { AlertsService } from './alerts.service.js';

const ALERT_ID = new IdPipe('alert');

@Area('alerts', 'Alerts of monitoring, until they are resolved.')
@ApiBearerAuth()
@Controller('api/alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Post()
  @Operation('Trigger an alert', 'For staff and their API keys.', {
    example: {
      message: 'Disk 93 % full',
      alert_type: 'disk',
      severity: 'high',
      source: 'backup-3',
      details: { mount: '/var' },
    },
    problems: ['loop_detected'],
  })
  @CountedWrite()
  @ApiCreatedResponse({ type: AlertAnswer })
  async trigger(@CurrentActor() actor: Actor, @Body() body: TriggerAlertDto): Promise<AlertAnswer> {
    return alertView(await this.alerts.trigger(actor, body));
  }

  @Get()
  @Operation('List alerts', 'For staff. Newest first.')
  @ApiOkResponse({ type: AlertPage })
  list(@CurrentActor() actor: Actor, @Query() query: AlertsQuery): Promise<AlertPage> {
    return this.alerts.list(actor, query);
  }

  @Get(':id')
  @Operation('Read an alert', 'For staff.')
  @ApiOkResponse({ type: AlertAnswer })
  async get(@CurrentActor() actor: Actor, @Param('id', ALERT_ID) id: string): Promise<AlertAnswer> {
    return alertView(await this.alerts.get(actor, id));
  }

  @Post(':id/resolve')
  @Operation('Resolve an alert', 'For staff, once.', { problems: ['already_resolved', 'loop_detected'] })
  @HttpCode(200)
  @ApiOkResponse({ type: AlertAnswer })
  async resolve(@CurrentActor() actor: Actor, @Param('id', ALERT_ID) id: string): Promise<AlertAnswer> {
    return alertView(await this.alerts.resolve(actor, id));
  }
}
