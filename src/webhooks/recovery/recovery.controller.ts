import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import type { Actor } from '../../common/request-context.js';
import { Recoveries } from './recoveries.service.js';
import { RecoverEndpoint, RecoveryAnswer, RecoveryStarted } from './recovery.dto.js';

const ID = new IdPipe('webhook');
const JOB_ID = new IdPipe('job');

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/webhooks/:id/recover')
export class RecoveryController {
  constructor(private readonly recoveries: Recoveries) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Sends again what failed since then, and what it was never told of' })
  @ApiAcceptedResponse({ type: RecoveryStarted })
  start(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: RecoverEndpoint) {
    return this.recoveries.start(actor, id, input);
  }

  @Get(':jobId')
  @ApiOkResponse({ type: RecoveryAnswer })
  read(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Param('jobId', JOB_ID) jobId: string) {
    return this.recoveries.read(actor, id, jobId);
  }

  @Delete(':jobId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Stops it; what is in the queue by then is sent' })
  @ApiNoContentResponse()
  cancel(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Param('jobId', JOB_ID) jobId: string) {
    return this.recoveries.cancel(actor, id, jobId);
  }
}
