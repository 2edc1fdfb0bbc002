import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict, Forbidden, NotFound } from '../common/errors.js';
import { requireVersion } from '../common/http/if-match.js';
import { toPage, type Page } from '../common/paging.js';
import { brokenConstraint } from '../common/postgres-errors.js';
import type { Actor } from '../common/request-context.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { listArticles } from './article-list.js';
import { Article, articleView, type ArticleStatus } from './article.entity.js';
import type { ArticleAnswer } from './articles.answers.js';
import type { ArticlesQuery, CreateArticleDto, UpdateArticleDto } from './articles.dto.js';
import { articleVisibility, isPublicStatus, mayWriteArticles } from './articles.policy.js';
import { freeSlug, slugOf } from './slugs.js';

/** $1: the slug that is wanted; its numbered successors are found too. */
const TAKEN_SLUGS_SQL = `SELECT slug FROM kb_articles WHERE slug = $1 OR slug ~ ('^' || $1 || '-[0-9]+$')`;
const SLUG_INDEX = 'kb_articles_slug';
/** Articles of one title are numbered one after the other, until the end of the transaction. */
const LOCK_SLUG_SQL = "SELECT pg_advisory_xact_lock(hashtextextended('kb_articles.slug ' || $1, 0))";

@Injectable()
export class ArticlesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
  ) {}

  /** @throws Forbidden, Conflict `slug_taken` when the slug was asked for by name */
  async create(actor: Actor, input: CreateArticleDto): Promise<Article> {
    if (!mayWriteArticles(actor)) throw new Forbidden('Only staff may write articles.');
    for (;;) {
      try {
        return await this.dataSource.transaction(async (manager) =>
          manager.save(await this.draft(manager, actor, input)),
        );
      } catch (error) {
        if (brokenConstraint(error) !== SLUG_INDEX) throw error;
        // A slug that the server chose was asked for by name in the same moment: the next look finds another one.
        if (input.slug !== undefined) {
          throw new Conflict('slug_taken', 'Another article has this slug. Choose another one.');
        }
      }
    }
  }

  async list(viewer: Viewer, query: ArticlesQuery): Promise<Page<ArticleAnswer>> {
    const { manager } = query.q ? this.heavyReads : this.dataSource;
    const rows = await listArticles(manager, viewer, query);
    return toPage(rows, query.limit, {
      item: articleView,
      key: (article) => [article.id],
      size: ({ body }) => body.length,
    });
  }

  /** @throws NotFound */
  async get(viewer: Viewer, id: string): Promise<Article> {
    return visibleTo(viewer, await this.dataSource.manager.findOneBy(Article, { id }));
  }

  /**
   * What is already so is no change, and without a change nothing is written.
   *
   * @throws NotFound, Forbidden, StaleVersion
   */
  async update(actor: Actor, id: string, change: { input: UpdateArticleDto; ifMatch?: string }): Promise<Article> {
    return this.dataSource.transaction(async (manager) => {
      const article = await lockWritable(manager, actor, id);
      requireVersion(article.version, change.ifMatch);
      return applyChanges(article, change.input) ? manager.save(article) : article;
    });
  }

  /** @throws NotFound, Forbidden, StaleVersion */
  async remove(actor: Actor, id: string, ifMatch?: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const article = await lockWritable(manager, actor, id);
      requireVersion(article.version, ifMatch);
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
  const article = visibleTo(
    viewer,
    await manager.findOne(Article, { where: { id }, lock: { mode: 'pessimistic_write' } }),
  );
  if (!mayWriteArticles(viewer)) throw new Forbidden('Only staff may write articles.');
  return article;
}

function visibleTo(viewer: Viewer, article: Article | null): Article {
  if (article === null || !maySee(viewer, articleVisibility(article))) throw new NotFound('article');
  return article;
}

/** @returns whether anything is different now */
function applyChanges(article: Article, input: UpdateArticleDto): boolean {
  const before = JSON.stringify(changeable(article));
  article.title = input.title ?? article.title;
  article.body = input.body ?? article.body;
  if (input.category !== undefined) article.category = input.category;
  if (input.status !== undefined) setStatus(article, input.status);
  return JSON.stringify(changeable(article)) !== before;
}

function setStatus(article: Article, status: ArticleStatus): void {
  const now = new Date();
  article.status = status;
  if (status === 'internal' || status === 'public') article.publishedAt ??= now;
  if (isPublicStatus(status)) article.publicAt ??= now;
}

function changeable({ title, body, category, status }: Article): unknown[] {
  return [title, body, category, status];
}

async function slugFor(manager: EntityManager, title: string): Promise<string> {
  const wanted = slugOf(title);
  await manager.query(LOCK_SLUG_SQL, [wanted]);
  const rows = await manager.query<{ slug: string }[]>(TAKEN_SLUGS_SQL, [wanted]);
  return freeSlug(wanted, new Set(rows.map(({ slug }) => slug)));
}
