import { ArticleAnswer } from '../../kb/articles.answers.js';
import { Article, articleView } from '../../kb/article.entity.js';
import { articleVisibility, isPublicStatus } from '../../kb/articles.policy.js';
import type { EventScope } from '../logged-event.js';
import { shapeOf } from './answer-shape.js';
import {
  isoTime,
  trigger,
  type EntityChange,
  type EventDefinition,
  type Push,
  type Snapshot,
} from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME } from '../../common/http/answer-fields.js';
import { idSchema, objectSchema, timeSchema } from './schema.js';

const ARTICLE = {
  entity: Article,
  compared: (article: Article) => ({ ...articleView(article), public_at: isoTime(article.publicAt) }),
};
const PUSH: Push = { room: 'kb', joinableBy: 'everyone', message: 'kb.update', answer: ArticleAnswer };
const ON_ARTICLE = {
  origin: 'desk',
  subject: 'article',
  part: null,
  people: ['author_id'],
  mayBeInternal: true,
  isDeletion: false,
  needsAdmins: 'never',
} as const;

const { schema, example } = shapeOf(ArticleAnswer);

/** What an article said as a draft stays with staff, also as old values in `changes`: see `withoutChanges`. */
export const KB_EVENTS: readonly EventDefinition[] = [
  {
    type: 'kb_article.created',
    ...ON_ARTICLE,
    revokesAccess: null,
    category: 'SUPPORT',
    description: 'An article was created. When an article becomes public, its new readers get this event too.',
    triggers: [
      trigger({ ...ARTICLE, on: 'insert', project: snapshot }),
      trigger({ ...ARTICLE, on: 'update', when: becamePublic, project: appearance }),
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
    description: 'An article was updated; `changes` names what differs.',
    triggers: [
      trigger({
        ...ARTICLE,
        on: 'update',
        // When it becomes public or internal, only staff sees the same article before and after.
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
        ...ARTICLE,
        on: 'insert',
        when: ({ entity }) => Boolean(entity.publishedAt),
        project: snapshot,
      }),
      trigger({
        ...ARTICLE,
        on: 'update',
        when: ({ changes }) => changes['published_at']?.[0] === null,
        project: (change) => ({ ...snapshot(change), withoutChanges: true }),
      }),
      trigger({
        ...ARTICLE,
        on: 'update',
        // Staff was notified when it was published for staff.
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
    isDeletion: true,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description:
      'An article was deleted. When an article is no longer public, the readers that lose it get this event too.',
    triggers: [
      trigger({
        ...ARTICLE,
        on: 'remove',
        project: ({ entity }) => ({ ...removal(entity), visibleTo: articleVisibility(entity) }),
      }),
      trigger({
        ...ARTICLE,
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

/** For readers who could not see it before. */
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
