import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { NotFound } from '../../common/errors.js';
import { CurrentActor } from '../../common/http/current-actor.decorator.js';
import { IdPipe } from '../../common/http/id.pipe.js';
import { NeedsScope } from '../../common/http/needs-scope.decorator.js';
import { Operation } from '../../common/http/operation.decorator.js';
import { PageQuery } from '../../common/paging.js';
import { CountedWrite } from '../../common/rate-limit/counted-write.js';
import type { Actor } from '../../common/request-context.js';
import { BinRequests } from './bin-requests.js';
import { isBinId } from './bin.entity.js';
import { BinAnswer, BinPage, BinRequestAnswer, BinRequestPage } from './bins.answers.js';
import { BinSettings } from './bins.dto.js';
import { BinsService } from './bins.service.js';

/** Ids of bins are not UUIDs: all of their bits are random. */
class BinIdPipe extends IdPipe {
  override transform(value: string): string {
    if (!isBinId(value)) throw new NotFound(this.noun);
    return value;
  }
}

const BIN_ID = new BinIdPipe('bin');
const REQUEST_ID = new IdPipe('request');

@ApiTags('webhooks')
@ApiBearerAuth()
@NeedsScope('webhooks:write')
@Controller('api/bins')
export class BinsController {
  constructor(
    private readonly bins: BinsService,
    private readonly requests: BinRequests,
  ) {}

  @Post()
  @Operation(
    'Create a bin',
    'A built-in receiver to inspect requests with. Its `url` takes any request, and `/bin/<id>` can be the URL of a webhook.',
    { example: { status: 200, body: '{"received":true}' }, problems: ['too_many_bins'] },
  )
  @CountedWrite()
  @ApiCreatedResponse({ type: BinAnswer })
  create(@CurrentActor() actor: Actor, @Body() input: BinSettings): Promise<BinAnswer> {
    return this.bins.create(actor, input);
  }

  @Get()
  @Operation('List your bins', 'Newest first. Another person’s bins are seen by no one else.')
  @ApiOkResponse({ type: BinPage })
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<BinPage> {
    return this.bins.list(actor, query);
  }

  @Get(':id')
  @Operation('Read a bin', 'How it answers, and when it expires.')
  @ApiOkResponse({ type: BinAnswer })
  read(@CurrentActor() actor: Actor, @Param('id', BIN_ID) id: string): Promise<BinAnswer> {
    return this.bins.read(actor, id);
  }

  @Get(':id/requests')
  @Operation(
    'List what a bin took',
    'Newest first: the last 100 requests, for 24 hours. A page ends early at 2 MiB of bodies. Credentials in headers are masked.',
  )
  @ApiOkResponse({ type: BinRequestPage })
  async taken(
    @CurrentActor() actor: Actor,
    @Param('id', BIN_ID) id: string,
    @Query() query: PageQuery,
  ): Promise<BinRequestPage> {
    return this.requests.list(await this.bins.find(actor, id), query);
  }

  @Get(':id/requests/:requestId')
  @Operation('Read one request that a bin took', 'With its headers and body.')
  @ApiOkResponse({ type: BinRequestAnswer })
  async request(
    @CurrentActor() actor: Actor,
    @Param('id', BIN_ID) id: string,
    @Param('requestId', REQUEST_ID) requestId: string,
  ): Promise<BinRequestAnswer> {
    return this.requests.read(await this.bins.find(actor, id), requestId);
  }

  @Patch(':id')
  @Operation('Change how a bin answers', 'What is left out stays. It counts from the next request on.', {
    example: { status: 500, delay_ms: 2_000, body: 'out of order' },
  })
  @ApiOkResponse({ type: BinAnswer })
  update(
    @CurrentActor() actor: Actor,
    @Param('id', BIN_ID) id: string,
    @Body() input: BinSettings,
  ): Promise<BinAnswer> {
    return this.bins.update(actor, id, input);
  }

  @Delete(':id')
  @Operation('Delete a bin', 'With all that it took. Its URL answers 404 from then on.')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', BIN_ID) id: string): Promise<void> {
    return this.bins.remove(actor, id);
  }
}
