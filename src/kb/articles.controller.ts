import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { IfMatch, VersionTag } from '../common/http/versions.js';
import { CountedWrite } from '../common/rate-limit/counted-write.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import { LargeRead } from '../common/rate-limit/large-read.js';
import type { Actor } from '../common/request-context.js';
import { articleView } from './article.entity.js';
import { ArticleAnswer, ArticlePage } from './articles.answers.js';
import { CreateArticleDto, ArticlesQuery, UpdateArticleDto } from './articles.dto.js';
import { ArticlesService } from './articles.service.js';

const ARTICLE_ID = new IdPipe('article');

@Area('knowledge base', 'Articles.')
@ApiBearerAuth()
@UseInterceptors(VersionTag)
@Controller('api/kb/articles')
export class ArticlesController {
  constructor(private readonly articles: ArticlesService) {}

  @Post()
  @Operation('Create an article', 'For staff. A new article is a draft.', {
    example: { title: 'How to extinguish a printer', body: 'Unplug it first.', status: 'draft', category: 'Printers' },
    problems: ['slug_taken', 'loop_detected'],
  })
  @CountedWrite()
  @ApiCreatedResponse({ type: ArticleAnswer })
  async create(@CurrentActor() actor: Actor, @Body() body: CreateArticleDto): Promise<ArticleAnswer> {
    return articleView(await this.articles.create(actor, body));
  }

  @Get()
  @Operation('List articles', 'Public ones for everyone; drafts and internal ones for staff.')
  @LargeRead()
  @HeavyRoute('with q')
  @ApiOkResponse({ type: ArticlePage })
  list(@CurrentActor() actor: Actor, @Query() query: ArticlesQuery): Promise<ArticlePage> {
    return this.articles.list(actor, query);
  }

  @Get(':id')
  @Operation('Read an article', 'The answer carries the version as `ETag`.')
  @ApiOkResponse({ type: ArticleAnswer })
  async get(@CurrentActor() actor: Actor, @Param('id', ARTICLE_ID) id: string): Promise<ArticleAnswer> {
    return articleView(await this.articles.get(actor, id));
  }

  @Patch(':id')
  @Operation(
    'Change or publish an article',
    'For staff. The status `public` publishes it. With `If-Match` the change is made only if the version is still that one.',
    { example: { body: 'Unplug it first. Then call the fire brigade.' }, problems: ['loop_detected'] },
  )
  @ApiOkResponse({ type: ArticleAnswer })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ARTICLE_ID) id: string,
    @Body() input: UpdateArticleDto,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<ArticleAnswer> {
    return articleView(await this.articles.update(actor, id, { input, ifMatch }));
  }

  @Delete(':id')
  @Operation(
    'Delete an article',
    'For staff. With `If-Match` the change is made only if the version is still that one.',
    { problems: ['loop_detected'] },
  )
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ARTICLE_ID) id: string,
    @IfMatch() ifMatch: string | undefined,
  ): Promise<void> {
    await this.articles.remove(actor, id, ifMatch);
  }
}
