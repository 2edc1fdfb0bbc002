import { Article, ARTICLE_STATUSES, articleView } from '../../kb/article.entity.js';
import { articleVisibility, isPublicStatus } from '../../kb/articles.policy.js';
import type { EventScope } from '../logged-event.js';
import { trigger, type EntityChange, type EventDefinition, type Snapshot } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

const PUSH = { message: 'kb.update', room: 'kb' } as const;
const ON_ARTICLE = {
  origin: 'desk',
  subject: 'article',
  part: null,
  people: ['author_id'],
  mayBeInternal: true,
} as const;

const example = {
  id: EXAMPLE_ID,
  title: 'How to put out a printer',
  slug: 'how-to-put-out-a-printer',
  body: 'Pull the plug first.',
  status: 'public',
  category: 'Printers',
  author_id: EXAMPLE_OTHER_ID,
  author_name: 'Grace',
  version: 1,
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
  published_at: EXAMPLE_TIME,
};

const schema = objectSchema({
  id: idSchema(),
  title: { type: 'string' },
  slug: { type: 'string' },
  body: { type: 'string' },
  status: { type: 'string', enum: [...ARTICLE_STATUSES] },
  category: { type: ['string', 'null'] },
  author_id: idSchema(),
  author_name: { type: ['string', 'null'] },
  version: { type: 'integer' },
  created_at: timeSchema(),
  updated_at: timeSchema(),
  published_at: timeSchema('nullable'),
});

/** What was a draft is for staff for ever, its old texts in `changes` included: see `withoutChanges`. */
export const KB_EVENTS: readonly EventDefinition[] = [
  {
    type: 'kb_article.created',
    ...ON_ARTICLE,
    revokesAccess: null,
    category: 'SUPPORT',
    description: 'Somebody wrote an article, or an article became public: then those who see it now are told.',
    triggers: [
      trigger({ entity: Article, on: 'insert', project: snapshot }),
      trigger({ entity: Article, on: 'update', when: becamePublic, project: appearance }),
    ],
    audiences: [],
    push: PUSH,
    schema,
    example,
  },
  {
    type: 'kb_article.updated',
    ...ON_ARTICLE,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description: 'An article was edited, or its status changed; `changes` names what differs.',
    triggers: [
      trigger({
        entity: Article,
        on: 'update',
        // While it changes sides, only staff sees the same article before and after.
        project: (change) => ({
          ...snapshot(change),
          scope: becamePublic(change) || leftPublic(change) ? 'staff' : scopeOf(change.entity),
        }),
      }),
    ],
    audiences: [],
    push: PUSH,
    schema,
    example: { ...example, version: 2, body: 'Pull the plug first. Then call us.' },
  },
  {
    type: 'kb_article.published',
    ...ON_ARTICLE,
    revokesAccess: null,
    category: 'SUPPORT',
    description: 'An article became internal or public for the first time. Follows its creation or update.',
    triggers: [
      trigger({
        entity: Article,
        on: 'insert',
        when: ({ entity }) => Boolean(entity.publishedAt),
        project: snapshot,
      }),
      trigger({
        entity: Article,
        on: 'update',
        when: ({ changes }) => changes['published_at']?.[0] === null,
        project: (change) => ({ ...snapshot(change), withoutChanges: true }),
      }),
      trigger({
        entity: Article,
        on: 'update',
        // Staff was told when it was published among them.
        when: ({ changes }) => changes['public_at']?.[0] === null && changes['published_at'] === undefined,
        project: appearance,
      }),
    ],
    audiences: ['kb_article_published'],
    push: PUSH,
    schema,
    example,
  },
  {
    type: 'kb_article.deleted',
    ...ON_ARTICLE,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description: 'An article was deleted, or is public no more: then those who lose sight of it are told.',
    triggers: [
      trigger({
        entity: Article,
        on: 'remove',
        project: ({ entity }) => ({ ...removal(entity), visibleTo: articleVisibility(entity) }),
      }),
      trigger({
        entity: Article,
        on: 'update',
        when: leftPublic,
        project: ({ entity }) => ({
          ...removal(entity),
          scope: 'public',
          visibleTo: articleVisibility({ status: 'public' }),
          withoutChanges: true,
        }),
      }),
    ],
    audiences: [],
    push: PUSH,
    schema: objectSchema({ id: idSchema(), deleted: { const: true }, deleted_at: timeSchema() }),
    example: { id: EXAMPLE_ID, author_id: EXAMPLE_OTHER_ID, deleted: true, deleted_at: EXAMPLE_TIME },
  },
];

function snapshot({ entity }: EntityChange<Article>): Snapshot {
  return {
    entityId: entity.id,
    data: articleView(entity),
    orderingKey: entity.id,
    companyId: null,
    scope: scopeOf(entity),
  };
}

/** For those who could not see it before. */
function appearance(change: EntityChange<Article>): Snapshot {
  return { ...snapshot(change), scope: 'public', withoutChanges: true };
}

function removal(article: Article): Snapshot {
  return {
    entityId: article.id,
    data: { id: article.id, author_id: article.authorId, deleted: true, deleted_at: new Date().toISOString() },
    orderingKey: article.id,
    companyId: null,
  };
}

function scopeOf({ status }: Article): EventScope {
  return isPublicStatus(status) ? 'all' : 'staff';
}

function becamePublic({ entity, changes }: EntityChange<Article>): boolean {
  return 'status' in changes && isPublicStatus(entity.status);
}

function leftPublic({ changes }: EntityChange<Article>): boolean {
  return isPublicStatus(changes['status']?.[0]);
}
