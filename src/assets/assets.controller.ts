import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { IfMatch, VersionTag } from '../common/http/versions.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import type { Actor } from '../common/request-context.js';
import { assetView } from './asset.entity.js';
import { AssetAnswer, AssetPage } from './assets.answers.js';
import { AssetsQuery, CreateAssetDto, UpdateAssetDto } from './assets.dto.js';
import { AssetsService } from './assets.service.js';

const ASSET_ID = new IdPipe('asset');

@Area('assets', 'What companies own.')
@ApiBearerAuth()
@UseInterceptors(VersionTag)
@Controller('api/assets')
export class AssetsController {
  constructor(private readonly assets: AssetsService) {}

  @Post()
  @Operation('Create an asset', 'For staff.', {
    example: { name: 'db-1', asset_type: 'server', description: 'PostgreSQL, rack 4' },
    problems: ['loop_detected'],
  })
  @ApiCreatedResponse({ type: AssetAnswer })
  async create(@CurrentActor() actor: Actor, @Body() body: CreateAssetDto): Promise<AssetAnswer> {
    return assetView(await this.assets.create(actor, body));
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
  async get(@CurrentActor() actor: Actor, @Param('id', ASSET_ID) id: string): Promise<AssetAnswer> {
    return assetView(await this.assets.get(actor, id));
  }

  @Patch(':id')
  @Operation(
    'Change an asset',
    'For staff. With `If-Match` the change is made only if the version is still that one.',
    { example: { status: 'retired' }, problems: ['loop_detected'] },
  )
  @ApiOkResponse({ type: AssetAnswer })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ASSET_ID) id: string,
    @Body() input: UpdateAssetDto,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<AssetAnswer> {
    return assetView(await this.assets.update(actor, id, { input, ifMatch }));
  }

  @Delete(':id')
  @Operation(
    'Delete an asset',
    'For staff. With `If-Match` the change is made only if the version is still that one.',
    { problems: ['loop_detected'] },
  )
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ASSET_ID) id: string,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<void> {
    await this.assets.remove(actor, id, ifMatch);
  }
}
