import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { assignChanges } from '../common/changed-fields.js';
import { Conflict, Forbidden } from '../common/errors.js';
import { requireVersion } from '../common/http/versions.js';
import type { Page } from '../common/paging.js';
import { brokenConstraint } from '../common/postgres-errors.js';
import type { Actor } from '../common/request-context.js';
import { searchWords } from '../common/search-words.js';
import { requireVisible, type Viewer } from '../common/visibility.js';
import { findLocked, newestPage } from '../database/entity-queries.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { articlesVisibleTo } from './article-access.js';
import { Article, articleView, type ArticleStatus } from './article.entity.js';
import type { ArticleAnswer } from './articles.answers.js';
import type { ArticlesQuery, CreateArticleDto, UpdateArticleDto } from './articles.dto.js';
import { articleVisibility, isPublicStatus, mayWriteArticles } from './articles.policy.js';

/** $1: the wanted slug; finds its numbered successors too. */
const TAKEN_SLUGS_SQL = `SELECT slug FROM kb_articles WHERE slug = $1 OR slug ~ ('^' || $1 || '-[0-9]+$')`;
const MAX_SLUG_CHARACTERS = 80;
const SLUG_INDEX = 'kb_articles_slug';
/** Lock until the end of the transaction: articles of one title are numbered one at a time. */
const LOCK_SLUG_SQL = "SELECT pg_advisory_xact_lock(hashtextextended('kb_articles.slug ' || $1, 0))";

const SEARCH = `article.search_vector @@ websearch_to_tsquery('simple', :words)`;
const KIND = { noun: 'article', visibility: articleVisibility };

@Injectable()
export class ArticlesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
  ) {}

  /** @throws Forbidden, Conflict `slug_taken` when the caller chose the slug */
  async create(actor: Actor, input: CreateArticleDto): Promise<Article> {
    if (!mayWriteArticles(actor)) throw new Forbidden('Only staff may write articles.');
    for (;;) {
      try {
        return await this.dataSource.transaction(async (manager) =>
          manager.save(await this.draft(manager, actor, input)),
        );
      } catch (error) {
        if (brokenConstraint(error) !== SLUG_INDEX) throw error;
        // Another caller chose this slug at the same moment; the next look finds another one.
        if (input.slug !== undefined) {
          throw new Conflict('slug_taken', 'Another article has this slug. Choose another one.');
        }
      }
    }
  }

  /** Newest first. */
  async list(viewer: Viewer, query: ArticlesQuery): Promise<Page<ArticleAnswer>> {
    const { status, category, slug, q } = query;
    const { manager } = q ? this.heavyReads : this.dataSource;
    const select = manager.createQueryBuilder(Article, 'article').where(articlesVisibleTo(viewer, 'article'));
    if (status !== undefined) select.andWhere('article.status = ANY(:status)', { status });
    if (category !== undefined) select.andWhere('article.category = :category', { category });
    if (slug !== undefined) select.andWhere('article.slug = :slug', { slug });
    if (q) select.andWhere(SEARCH, { words: searchWords(q) });
    return newestPage(select, query, { item: articleView, size: ({ body }) => body.length });
  }

  /** @throws NotFound */
  async get(viewer: Viewer, id: string): Promise<Article> {
    return requireVisible(viewer, KIND, await this.dataSource.manager.findOneBy(Article, { id }));
  }

  /**
   * A change without effect writes nothing.
   *
   * @throws NotFound, Forbidden, StaleVersion
   */
  async update(actor: Actor, id: string, change: { input: UpdateArticleDto; ifMatch?: string }): Promise<Article> {
    return this.dataSource.transaction(async (manager) => {
      const article = await lockWritable(manager, actor, id);
      requireVersion(article, change.ifMatch);
      return applyChanges(article, change.input) ? manager.save(article) : article;
    });
  }

  /** @throws NotFound, Forbidden, StaleVersion */
  async remove(actor: Actor, id: string, ifMatch?: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const article = await lockWritable(manager, actor, id);
      requireVersion(article, ifMatch);
      await manager.remove(article);
    });
  }

  /** Without an id: TypeORM would look an entity with one up before it inserts it. */
  private async draft(manager: EntityManager, actor: Actor, input: CreateArticleDto): Promise<Article> {
    const article = Object.assign(new Article(), {
      title: input.title,
      slug: input.slug ?? (await slugFor(manager, input.title)),
      body: input.body ?? '',
      status: 'draft' as const,
      category: input.category ?? null,
      authorId: actor.id,
      authorName: actor.name,
      publishedAt: null,
      publicAt: null,
    });
    setStatus(article, input.status ?? 'draft');
    return article;
  }
}

async function lockWritable(manager: EntityManager, viewer: Viewer, id: string): Promise<Article> {
  const article = requireVisible(viewer, KIND, await findLocked(manager, Article, id));
  if (!mayWriteArticles(viewer)) throw new Forbidden('Only staff may write articles.');
  return article;
}

/** @returns whether anything changed */
function applyChanges(article: Article, input: UpdateArticleDto): boolean {
  const { title, body, category, status } = input;
  const isRestated = status !== undefined && status !== article.status;
  if (isRestated) setStatus(article, status);
  return assignChanges(article, { title, body, category }) || isRestated;
}

function setStatus(article: Article, status: ArticleStatus): void {
  const now = new Date();
  article.status = status;
  if (status === 'internal' || status === 'public') article.publishedAt ??= now;
  if (isPublicStatus(status)) article.publicAt ??= now;
}

async function slugFor(manager: EntityManager, title: string): Promise<string> {
  const wanted = slugOf(title);
  await manager.query(LOCK_SLUG_SQL, [wanted]);
  const rows = await manager.query<{ slug: string }[]>(TAKEN_SLUGS_SQL, [wanted]);
  return freeSlug(wanted, new Set(rows.map(({ slug }) => slug)));
}

/** Lower-case ASCII words joined by hyphens; what no Latin letter stands for is left out. */
function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, MAX_SLUG_CHARACTERS).replace(/^-+|-+$/g, '') || 'article';
}

/** @returns `slug`, or the first of `slug-2`, `slug-3`, … that is not taken */
function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number += 1) if (!taken.has(`${slug}-${number}`)) return `${slug}-${number}`;
}
