import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Operation } from '../common/http/operation.decorator.js';
import type { FastifyReply } from 'fastify';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { versionTag } from '../common/http/if-match.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { assetView, type Asset } from './asset.entity.js';
import { AssetAnswer, AssetPage } from './assets.answers.js';
import { AssetsQuery, CreateAssetDto, UpdateAssetDto } from './assets.dto.js';
import { AssetsService } from './assets.service.js';

const IF_MATCH = { name: 'If-Match', required: false, description: 'The version that the change starts from.' };
const ASSET_ID = new IdPipe('asset');

@ApiTags('assets')
@ApiBearerAuth()
@Controller('api/assets')
export class AssetsController {
  constructor(private readonly assets: AssetsService) {}

  @Post()
  @Operation('Create an asset', 'For staff.', {
    example: { name: 'db-1', asset_type: 'server', description: 'PostgreSQL, rack 4' },
    problems: ['loop_detected'],
  })
  @ApiCreatedResponse({ type: AssetAnswer })
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateAssetDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssetAnswer> {
    return answer(reply, await this.assets.create(actor, body));
  }

  @Get()
  @Operation('List assets', 'For staff. Filters are combined by AND.')
  @HeavyRoute('with q')
  @ApiOkResponse({ type: AssetPage })
  list(@CurrentActor() actor: Actor, @Query() query: AssetsQuery): Promise<AssetPage> {
    return this.assets.list(actor, query);
  }

  @Get(':id')
  @Operation('Read an asset', 'For staff. The answer carries the version as `ETag`.')
  @ApiOkResponse({ type: AssetAnswer })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ASSET_ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssetAnswer> {
    return answer(reply, await this.assets.get(actor, id));
  }

  @Patch(':id')
  @Operation(
    'Change an asset',
    'For staff. With `If-Match` the change is made only if the version is still that one.',
    { example: { status: 'retired' }, problems: ['loop_detected'] },
  )
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: AssetAnswer })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ASSET_ID) id: string,
    @Body() input: UpdateAssetDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssetAnswer> {
    return answer(reply, await this.assets.update(actor, id, { input, ifMatch }));
  }

  @Delete(':id')
  @Operation(
    'Delete an asset',
    'For staff. With `If-Match` the change is made only if the version is still that one.',
    { problems: ['loop_detected'] },
  )
  @HttpCode(204)
  @ApiHeader(IF_MATCH)
  @ApiNoContentResponse()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ASSET_ID) id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.assets.remove(actor, id, ifMatch);
  }
}

function answer(reply: FastifyReply, asset: Asset): AssetAnswer {
  void reply.header('etag', versionTag(asset.version));
  return assetView(asset);
}
