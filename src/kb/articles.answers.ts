import { ApiProperty } from '@nestjs/swagger';
import { EXAMPLE_TIME, MAYBE_TEXT, MAYBE_TIME, OTHER_UUID, TIME, UUID, VERSION } from '../common/http/answer-fields.js';
import { ARTICLE_STATUSES, type ArticleStatus } from './article.entity.js';

/** The documented shape of `articleView`; the compiler holds the two together. */
export class ArticleAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ example: 'How to put out a printer' }) title: string;
  @ApiProperty({ description: 'Unique; stays when the title changes.', example: 'how-to-put-out-a-printer' })
  slug: string;
  @ApiProperty({ example: 'Pull the plug first.' }) body: string;
  @ApiProperty({ enum: ARTICLE_STATUSES, example: 'public' }) status: ArticleStatus;
  @ApiProperty({ ...MAYBE_TEXT, example: 'Printers' }) category: string | null;
  @ApiProperty(OTHER_UUID) author_id: string;
  @ApiProperty({ ...MAYBE_TEXT, example: 'Grace' }) author_name: string | null;
  @ApiProperty(VERSION) version: number;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
  @ApiProperty({ ...MAYBE_TIME, description: 'When it first became internal or public.', example: EXAMPLE_TIME })
  published_at: string | null;
}

export class ArticlePage {
  @ApiProperty({ type: [ArticleAnswer] }) items: ArticleAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
