import { Column, Entity, ForeignKey, Index, VirtualColumn } from 'typeorm';
import { versionView, VersionedEntity } from '../database/versioned.entity.js';
import { User } from '../users/user.entity.js';

export const ARTICLE_STATUSES = ['draft', 'internal', 'public', 'archived'] as const;
export type ArticleStatus = (typeof ARTICLE_STATUSES)[number];

/** A page of the knowledge base. */
@Entity('kb_articles')
@Index('kb_articles_slug', ['slug'], { unique: true })
@Index('kb_articles_status', ['status', 'id'])
@Index('kb_articles_category', ['category', 'id'])
@Index('kb_articles_author', ['authorId'])
@Index('kb_articles_search', { synchronize: false })
export class Article extends VersionedEntity {
  @Column('text')
  title: string;

  /** Unique, and never changed, so that links work after the title has changed. */
  @Column('text')
  slug: string;

  @Column('text')
  body: string;

  @Column('text')
  status: ArticleStatus;

  @Column('text', { nullable: true })
  category: string | null;

  @Column('uuid', { name: 'author_id' })
  @ForeignKey(() => User, { name: 'kb_articles_author_fk' })
  authorId: string;

  /** Loaded with the row; set when an article is created. */
  @VirtualColumn('text', { query: (alias) => `SELECT u.name FROM users u WHERE u.id = ${alias}.author_id` })
  authorName: string | null;

  /** When it first became internal or public. */
  @Column({ type: 'timestamptz', name: 'published_at', precision: 3, nullable: true })
  publishedAt: Date | null;

  /** When it first became public: everyone is notified of that once, and staff of the first publication. */
  @Column({ type: 'timestamptz', name: 'public_at', precision: 3, nullable: true })
  publicAt: Date | null;

  /** Maintained by a trigger; only searches read it. */
  @Column({ type: 'tsvector', name: 'search_vector', nullable: true, select: false, insert: false, update: false })
  searchVector?: string;
}

/** What REST answers and events carry. */
export function articleView(article: Article) {
  return {
    id: article.id,
    title: article.title,
    slug: article.slug,
    body: article.body,
    status: article.status,
    category: article.category ?? null,
    author_id: article.authorId,
    author_name: article.authorName ?? null,
    ...versionView(article),
    published_at: article.publishedAt?.toISOString() ?? null,
  };
}
