import {
  BeforeInsert,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
  VersionColumn,
  VirtualColumn,
} from 'typeorm';
import { newId } from '../common/ids.js';
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
export class Article {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  title: string;

  /** Unique, and never changed: links go on working when the title is another one. */
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

  /** Loaded with the row; whoever makes an article sets it. */
  @VirtualColumn('text', { query: (alias) => `SELECT u.name FROM users u WHERE u.id = ${alias}.author_id` })
  authorName: string | null;

  @VersionColumn()
  version: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt: Date;

  /** When it first became internal or public. */
  @Column({ type: 'timestamptz', name: 'published_at', precision: 3, nullable: true })
  publishedAt: Date | null;

  /** When it first became public; everybody is told of that once, staff of the first publication. */
  @Column({ type: 'timestamptz', name: 'public_at', precision: 3, nullable: true })
  publicAt: Date | null;

  /** Kept by a trigger; only searches read it. */
  @Column({ type: 'tsvector', name: 'search_vector', nullable: true, select: false, insert: false, update: false })
  searchVector?: string;

  @BeforeInsert()
  assignId(): void {
    this.id ??= newId();
  }
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
    version: article.version,
    created_at: article.createdAt.toISOString(),
    updated_at: article.updatedAt.toISOString(),
    published_at: article.publishedAt?.toISOString() ?? null,
  };
}
