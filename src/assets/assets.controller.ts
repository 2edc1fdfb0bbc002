import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
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
  @ApiCreatedResponse({ type: AssetAnswer })
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateAssetDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssetAnswer> {
    return answer(reply, await this.assets.create(actor, body));
  }

  @Get()
  @HeavyRoute('with q')
  @ApiOkResponse({ type: AssetPage })
  list(@CurrentActor() actor: Actor, @Query() query: AssetsQuery): Promise<AssetPage> {
    return this.assets.list(actor, query);
  }

  @Get(':id')
  @ApiOkResponse({ type: AssetAnswer })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ASSET_ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssetAnswer> {
    return answer(reply, await this.assets.get(actor, id));
  }

  @Patch(':id')
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
