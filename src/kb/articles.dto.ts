import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length, Matches, MaxLength, ValidateIf } from 'class-validator';
import { CommaList, Omittable, Trimmed } from '../common/field-rules.js';
import { PageQuery } from '../common/paging.js';
import { ARTICLE_STATUSES, type ArticleStatus } from './article.entity.js';

const TITLE = { minLength: 1, maxLength: 200 };
/** PostgreSQL refuses to index texts of more than a megabyte of words. */
const MOST_BODY = 100_000;
const BODY = { maxLength: MOST_BODY };
const STATUS = { enum: ARTICLE_STATUSES };
const STATUS_MESSAGE = `must be one of ${ARTICLE_STATUSES.join(', ')}`;

/** What creation and change have in common. */
class ArticleFields {
  @ApiPropertyOptional(BODY)
  @Omittable()
  @MaxLength(MOST_BODY, { message: `must have at most ${MOST_BODY} characters` })
  @IsString({ message: 'must be a string' })
  body?: string;

  @ApiPropertyOptional({ ...STATUS, description: 'A new article is a draft.' })
  @Omittable()
  @IsIn(ARTICLE_STATUSES, { message: STATUS_MESSAGE })
  status?: ArticleStatus;

  @ApiPropertyOptional({ type: 'string', nullable: true, maxLength: 100 })
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== null)
  @Trimmed()
  @Length(1, 100, { message: 'must be a string of 1 to 100 characters, or null' })
  category?: string | null;
}

export class CreateArticleDto extends ArticleFields {
  @ApiProperty(TITLE)
  @Trimmed()
  @Length(1, 200, { message: 'must be a string of 1 to 200 characters' })
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
  @Trimmed()
  @Length(1, 200, { message: 'must be a string of 1 to 200 characters' })
  title?: string;
}

export class ArticlesQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'One status, or several joined by commas.', example: 'draft,internal' })
  @Omittable()
  @CommaList()
  @IsIn(ARTICLE_STATUSES, { each: true, message: `must be of ${ARTICLE_STATUSES.join(', ')}` })
  status?: ArticleStatus[];

  @ApiPropertyOptional({ maxLength: 100 })
  @Omittable()
  @Trimmed()
  @Length(1, 100, { message: 'must be one category of 1 to 100 characters' })
  category?: string;

  @ApiPropertyOptional({ maxLength: 100 })
  @Omittable()
  @Length(1, 100, { message: 'must be one slug of 1 to 100 characters' })
  slug?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'Words in title or body.' })
  @Omittable()
  @Trimmed()
  @MaxLength(200, { message: 'must be one text of at most 200 characters' })
  q?: string;
}
