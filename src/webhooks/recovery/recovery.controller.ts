import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { Operation } from '../../common/http/operation.decorator.js';
import type { Actor } from '../../common/request-context.js';
import { RecoveriesService } from './recoveries.service.js';
import { RecoveryAnswer, RecoveryStarted } from './recovery.answers.js';
import { RecoverEndpoint } from './recovery.dto.js';

const ID = new IdPipe('webhook');
const JOB_ID = new IdPipe('job');

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/webhooks/:id/recover')
export class RecoveryController {
  constructor(private readonly recoveries: RecoveriesService) {}

  @Post()
  @Operation(
    'Recover what a webhook missed',
    'Sends again what failed in the given time, and what was never attempted. `dry_run` only counts.',
    {
      example: { since: '24h', dry_run: false },
      problems: ['webhook_disabled', 'filter_over_budget', 'programs_busy'],
    },
  )
  @HttpCode(202)
  @ApiAcceptedResponse({ type: RecoveryStarted })
  start(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Body() input: RecoverEndpoint) {
    return this.recoveries.start(actor, id, input);
  }

  @Get(':jobId')
  @Operation('Read the progress of a recovery', 'How many of the missed deliveries are back in the queue.')
  @ApiOkResponse({ type: RecoveryAnswer })
  read(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Param('jobId', JOB_ID) jobId: string) {
    return this.recoveries.read(actor, id, jobId);
  }

  @Delete(':jobId')
  @Operation('Cancel a recovery', 'What is in the queue by then is sent.')
  @HttpCode(204)
  @ApiNoContentResponse()
  cancel(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @Param('jobId', JOB_ID) jobId: string) {
    return this.recoveries.cancel(actor, id, jobId);
  }
}
