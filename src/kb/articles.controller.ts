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
import { CountedWrite } from '../common/rate-limit/counted-write.js';
import { HeavyRoute } from '../common/rate-limit/heavy-route.js';
import { LargeRead } from '../common/rate-limit/large-read.js';
import type { Actor } from '../common/request-context.js';
import { articleView, type Article } from './article.entity.js';
import { ArticleAnswer, ArticlePage } from './articles.answers.js';
import { CreateArticleDto, ArticlesQuery, UpdateArticleDto } from './articles.dto.js';
import { ArticlesService } from './articles.service.js';

const IF_MATCH = { name: 'If-Match', required: false, description: 'The version that the change starts from.' };
const ARTICLE_ID = new IdPipe('article');

@ApiTags('knowledge base')
@ApiBearerAuth()
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
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateArticleDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ArticleAnswer> {
    return answer(reply, await this.articles.create(actor, body));
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
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ARTICLE_ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ArticleAnswer> {
    return answer(reply, await this.articles.get(actor, id));
  }

  @Patch(':id')
  @Operation(
    'Change or publish an article',
    'For staff. The status `public` publishes it. With `If-Match` the change is made only if the version is still that one.',
    { example: { body: 'Unplug it first. Then call the fire brigade.' }, problems: ['loop_detected'] },
  )
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: ArticleAnswer })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', ARTICLE_ID) id: string,
    @Body() input: UpdateArticleDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ArticleAnswer> {
    return answer(reply, await this.articles.update(actor, id, { input, ifMatch }));
  }

  @Delete(':id')
  @Operation(
    'Delete an article',
    'For staff. With `If-Match` the change is made only if the version is still that one.',
    { problems: ['loop_detected'] },
  )
  @HttpCode(204)
  @ApiHeader(IF_MATCH)
  @ApiNoContentResponse()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ARTICLE_ID) id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.articles.remove(actor, id, ifMatch);
  }
}

function answer(reply: FastifyReply, article: Article): ArticleAnswer {
  void reply.header('etag', versionTag(article.version));
  return articleView(article);
}
