import { Text as Words } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useT } from '../i18n/text.js';
import { Loading } from '../ui/states.js';

/** A third of the page's code, which lists do not need. */
const Markdown = lazy(async () => ({ default: (await import('./markdown.js')).Markdown }));

export function ArticleText({ body }: { body: string }) {
  const t = useT();
  if (body.trim() === '') return <Words c="dimmed">{t('There is no text yet.')}</Words>;
  return (
    <Suspense fallback={<Loading rows={4} height={24} />}>
      <Markdown text={body} />
    </Suspense>
  );
}
