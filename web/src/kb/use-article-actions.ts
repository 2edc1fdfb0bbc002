import type { Article } from '@carillon/client';
import { useQueryClient } from '@tanstack/react-query';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { notifyDone, notifyFailed, notifyUndo } from '../ui/notify.js';
import { ARTICLE, articleQuery, ARTICLES } from './queries.js';
import type { ArticleStatus } from './search.js';
import { STATUS_LABELS } from './status-badge.js';
import { isStale } from './use-save-article.js';

/** Staff actions on a visible article. They never overwrite a newer change. */
export function useArticleActions(article: Article) {
  const t = useT();
  const queryClient = useQueryClient();
  const query = articleQuery(article.slug);

  const refused = async (error: unknown) => {
    if (isStale(error)) await queryClient.fetchQuery({ ...query, staleTime: 0 });
    notifyFailed(t('The article was not changed.'), error);
  };

  const setStatus = async (status: ArticleStatus, mayUndo = true): Promise<void> => {
    // Uses the version that a push may have brought meanwhile: an undo comes later than the change.
    const before = queryClient.getQueryData(query.queryKey) ?? article;
    try {
      const saved = await client.patch('/api/kb/articles/{id}', {
        path: { id: article.id },
        body: { status },
        headers: { 'if-match': `"${before.version}"` },
      });
      queryClient.setQueryData([ARTICLE, article.slug], saved);
      void queryClient.invalidateQueries({ queryKey: [ARTICLES] });
      const message = t('{title} is now: {status}', { title: article.title, status: t(STATUS_LABELS[status]) });
      if (mayUndo) notifyUndo(message, () => void setStatus(before.status, false));
      else notifyDone(message);
    } catch (error) {
      await refused(error);
    }
  };

  /** @returns whether it was deleted */
  const remove = async (): Promise<boolean> => {
    try {
      const headers = { 'if-match': `"${article.version}"` };
      await client.delete('/api/kb/articles/{id}', { path: { id: article.id }, headers });
      notifyDone(t('{title} was deleted.', { title: article.title }));
      return true;
    } catch (error) {
      await refused(error);
      return false;
    }
  };
  return { setStatus, remove };
}
