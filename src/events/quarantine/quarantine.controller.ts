import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { PageQuery } from '../../common/paging.js';
import type { Actor } from '../../common/request-context.js';
import { QuarantinePage, RequeuedAnswer } from './quarantine.answers.js';
import { QuarantineService } from './quarantine.service.js';

const ID = new IdPipe('event in quarantine');

@ApiTags('events')
@ApiBearerAuth()
@Controller('api/events/quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: QuarantineService) {}

  @Get()
  @ApiOperation({ summary: 'Events that could not be processed, with the error, newest first (admin)' })
  @ApiOkResponse({ type: QuarantinePage })
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery) {
    return this.quarantine.list(actor, query);
  }

  @Post('retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts all of them back into the queue (admin)' })
  @ApiOkResponse({ type: RequeuedAnswer })
  retryAll(@CurrentActor() actor: Actor): Promise<RequeuedAnswer> {
    return this.quarantine.retryAll(actor);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts one back into the queue (admin)' })
  @ApiOkResponse({ type: RequeuedAnswer })
  retry(@CurrentActor() actor: Actor, @Param('id', ID) id: string): Promise<RequeuedAnswer> {
    return this.quarantine.retry(actor, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Discards one: it is never processed (admin)' })
  @ApiNoContentResponse()
  discard(@CurrentActor() actor: Actor, @Param('id', ID) id: string): Promise<void> {
    return this.quarantine.discard(actor, id);
  }
}
