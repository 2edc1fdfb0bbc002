import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Operation } from '../../common/http/operation.decorator.js';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { PageQuery } from '../../common/paging.js';
import type { Actor } from '../../common/request-context.js';
import { QuarantinedEventDetail, QuarantinePage, RequeuedAnswer } from './quarantine.answers.js';
import { QuarantineService } from './quarantine.service.js';

const ID = new IdPipe('event in quarantine');

@ApiTags('events')
@ApiBearerAuth()
@Controller('api/events/quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: QuarantineService) {}

  @Get()
  @Operation('List quarantined events', 'For admins. Events that could not be processed, with the error, newest first.')
  @ApiOkResponse({ type: QuarantinePage })
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery) {
    return this.quarantine.list(actor, query);
  }

  @Get(':id')
  @Operation('Read a quarantined event', 'For admins. With what it carries.')
  @ApiOkResponse({ type: QuarantinedEventDetail })
  get(@CurrentActor() actor: Actor, @Param('id', ID) id: string): Promise<QuarantinedEventDetail> {
    return this.quarantine.get(actor, id);
  }

  @Post('retry')
  @Operation('Retry all quarantined events', 'For admins. All go back into the queue.')
  @HttpCode(200)
  @ApiOkResponse({ type: RequeuedAnswer })
  retryAll(@CurrentActor() actor: Actor): Promise<RequeuedAnswer> {
    return this.quarantine.retryAll(actor);
  }

  @Post(':id/retry')
  @Operation('Retry a quarantined event', 'For admins. It goes back into the queue.', { problems: ['event_expired'] })
  @HttpCode(200)
  @ApiOkResponse({ type: RequeuedAnswer })
  retry(@CurrentActor() actor: Actor, @Param('id', ID) id: string): Promise<RequeuedAnswer> {
    return this.quarantine.retry(actor, id);
  }

  @Delete(':id')
  @Operation('Discard a quarantined event', 'For admins. It is never processed.')
  @HttpCode(204)
  @ApiNoContentResponse()
  discard(@CurrentActor() actor: Actor, @Param('id', ID) id: string): Promise<void> {
    return this.quarantine.discard(actor, id);
  }
}
