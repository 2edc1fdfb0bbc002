import type { Article } from '@carillon/client';
import { Anchor, Group, Paper, Text as Words } from '@mantine/core';
import { IconBookOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { isStaff, useMe } from '../api/me.js';
import { useShortcuts } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { ArticleActions } from './article-actions.js';
import { ArticleEditor } from './article-editor.js';
import { ArticleText } from './article-text.js';
import { articleQuery } from './queries.js';
import { ArticleStatusBadge } from './status-badge.js';

const route = getRouteApi('/shell/kb/$slug');

/** One article for reading; staff can also edit it. */
export function ArticlePage() {
  const t = useT();
  const mayWrite = isStaff(useMe());
  const { slug } = route.useParams();
  const { edit } = route.useSearch();
  const { data: article, error, refetch } = useQuery(articleQuery(slug));
  const [known, setKnown] = useState<Article | null>(null);
  if (article !== undefined && article !== null && article !== known) setKnown(article);
  useRoom('kb');
  const edited = edit === true && mayWrite && known?.slug === slug ? known : null;
  if (edited !== null) return <Edited article={edited} isGone={article === null} />;
  if (article === undefined) {
    return (
      <Page title={t('Article')}>
        {error === null ? <Loading rows={6} height={24} /> : <Failure error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  if (article !== null) return <Shown key={article.id} article={article} mayWrite={mayWrite} />;
  return (
    <Page title={t('Article')}>
      <Empty icon={IconBookOff} title={t('There is no such article, or you may not read it.')}>
        <AllArticles />
      </Empty>
    </Page>
  );
}

function Edited({ article, isGone }: { article: Article; isGone: boolean }) {
  const t = useT();
  const navigate = useNavigate();
  const show = (slug: string) => void navigate({ to: '/kb/$slug', params: { slug }, search: {}, replace: true });
  return (
    <Page title={t('Edit {name}', { name: article.title })}>
      <ArticleEditor
        key={article.id}
        article={article}
        isGone={isGone}
        onSaved={({ slug }) => show(slug)}
        onClose={() => show(article.slug)}
      />
    </Page>
  );
}

function Shown({ article, mayWrite }: { article: Article; mayWrite: boolean }) {
  const t = useT();
  const navigate = useNavigate({ from: '/kb/$slug' });
  const edit = () => void (mayWrite && navigate({ search: { edit: true } }));
  useShortcuts(mayWrite ? [{ keys: 'e', label: msg('Edit the article'), run: edit }] : []);
  return (
    <Page title={article.title} actions={mayWrite && <ArticleActions article={article} onEdit={edit} />}>
      <Group gap="xs">
        <AllArticles />
        {mayWrite && <ArticleStatusBadge status={article.status} />}
        {article.category !== null && <CategoryLink category={article.category} />}
        <Words size="sm" c="dimmed" dir="auto">
          {article.author_name ?? t('Deleted user')}
        </Words>
        <Words size="sm" c="dimmed">
          <Time at={article.updated_at} />
        </Words>
      </Group>
      <Paper withBorder p="md" component="article" aria-label={article.title}>
        <ArticleText body={article.body} />
      </Paper>
    </Page>
  );
}

function CategoryLink({ category }: { category: string }) {
  return (
    <Anchor size="sm" dir="auto" renderRoot={(props: object) => <Link {...props} to="/kb" search={{ category }} />}>
      {category}
    </Anchor>
  );
}

function AllArticles() {
  const t = useT();
  return (
    <Anchor component={Link} to="/kb" size="sm">
      ← {t('All articles')}
    </Anchor>
  );
}
