import { Button, Kbd } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { isStaff, useMe } from '../api/me.js';
import { useShortcuts } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { ArticleFilterBar } from './article-filter-bar.js';
import { ArticleList } from './article-list.js';
import { ArticleEditor } from './article-editor.js';
import type { ArticleFilters } from './search.js';

const route = getRouteApi('/shell/kb');

/** The articles that the person may read, newest first. */
export function ArticlesPage() {
  const t = useT();
  const mayWrite = isStaff(useMe());
  const navigate = useNavigate({ from: '/kb' });
  const { write, ...rest } = route.useSearch();
  const key = JSON.stringify(rest);
  // A stable object for equal filters; otherwise every render would be another query.
  const filters = useMemo(() => JSON.parse(key) as ArticleFilters, [key]);
  useRoom('kb');
  const open = () => void (mayWrite && navigate({ search: { ...filters, write: true } }));
  useShortcuts(mayWrite && write !== true ? [{ keys: 'c', label: msg('Write an article'), run: open }] : []);
  if (write === true && mayWrite) {
    return (
      <Page title={t('New article')}>
        <ArticleEditor
          article={null}
          onSaved={({ slug }) => void navigate({ to: '/kb/$slug', params: { slug }, search: {}, replace: true })}
          onClose={() => void navigate({ search: filters, replace: true })}
        />
      </Page>
    );
  }
  return (
    <Page
      title={t('Knowledge base')}
      actions={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} rightSection={<Kbd size="xs">c</Kbd>} onClick={open}>
            {t('Write an article')}
          </Button>
        )
      }
    >
      <ArticleFilterBar filters={filters} mayWrite={mayWrite} />
      <ArticleList filters={filters} {...(mayWrite && { onWrite: open })} />
    </Page>
  );
}
