import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches, MaxLength, ValidateIf } from 'class-validator';
import { CommaList, Omittable } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { MultiLine, QueryText, SingleLine } from '../common/text/text-fields.js';
import { ARTICLE_STATUSES, type ArticleStatus } from './article.entity.js';

const TITLE = { minLength: 1, maxLength: 200 };
/** PostgreSQL refuses to index texts of more than a megabyte of words. */
const MAX_BODY = 100_000;
const BODY = { maxLength: MAX_BODY };
const STATUS = { enum: ARTICLE_STATUSES };
const STATUS_MESSAGE = `must be one of ${ARTICLE_STATUSES.join(', ')}`;

/** The fields that creation and change share. */
class ArticleFields {
  @ApiPropertyOptional(BODY)
  @Omittable()
  @MultiLine({ min: 0, max: MAX_BODY })
  body?: string;

  @ApiPropertyOptional({ ...STATUS, description: 'A new article is a draft.' })
  @Omittable()
  @IsIn(ARTICLE_STATUSES, { message: STATUS_MESSAGE })
  status?: ArticleStatus;

  @ApiPropertyOptional({ type: 'string', nullable: true, maxLength: 100 })
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== null)
  @SingleLine({ max: 100, nullable: true })
  category?: string | null;
}

export class CreateArticleDto extends ArticleFields {
  @ApiProperty(TITLE)
  @SingleLine({ max: 200 })
  title: string;

  @ApiPropertyOptional({ maxLength: 100, description: 'Left out: made from the title. It never changes.' })
  @Omittable()
  @MaxLength(100, { message: 'must have at most 100 characters' })
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'must be lower-case letters and digits, joined by single hyphens' })
  slug?: string;
}

export class UpdateArticleDto extends ArticleFields {
  @ApiPropertyOptional(TITLE)
  @Omittable()
  @SingleLine({ max: 200 })
  title?: string;
}

export class ArticlesQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'One status, or several joined by commas.', example: 'draft,internal' })
  @Omittable()
  @CommaList()
  @IsIn(ARTICLE_STATUSES, { each: true, message: `must be of ${ARTICLE_STATUSES.join(', ')}` })
  status?: ArticleStatus[];

  @ApiPropertyOptional({ maxLength: 100, description: 'Articles of this category.' })
  @Omittable()
  @QueryText({ max: 100 })
  category?: string;

  @ApiPropertyOptional({ maxLength: 100, description: 'The article with this slug.' })
  @Omittable()
  @QueryText({ max: 100 })
  slug?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'Words in title or body.' })
  @Omittable()
  @QueryText({ min: 0, max: 200 })
  q?: string;
}
