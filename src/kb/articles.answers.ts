import { ApiProperty } from '@nestjs/swagger';
import { ARTICLE_STATUSES, type ArticleStatus } from './article.entity.js';

const UUID = { type: 'string', format: 'uuid' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;
const MAYBE_TEXT = { type: 'string', nullable: true } as const;

/** The documented shape of `articleView`; the compiler holds the two together. */
export class ArticleAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty() title: string;
  @ApiProperty({ description: 'Unique; stays when the title changes.' }) slug: string;
  @ApiProperty() body: string;
  @ApiProperty({ enum: ARTICLE_STATUSES }) status: ArticleStatus;
  @ApiProperty(MAYBE_TEXT) category: string | null;
  @ApiProperty(UUID) author_id: string;
  @ApiProperty(MAYBE_TEXT) author_name: string | null;
  @ApiProperty({ type: 'integer', description: 'Also the ETag.' }) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
  @ApiProperty({ ...TIME, nullable: true, description: 'When it first became internal or public.' })
  published_at: string | null;
}

export class ArticlePage {
  @ApiProperty({ type: [ArticleAnswer] }) items: ArticleAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
