import { CarillonError, type Article } from '@carillon/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { formErrors, type FormErrors } from '../ui/form-errors.js';
import { ARTICLE, articleQuery, ARTICLES } from './queries.js';
import type { ArticleStatus } from './search.js';
import { areSame, textsOf, type ArticleTexts } from './use-article-draft.js';

const NONE: FormErrors = { fields: {}, rest: null };

interface Saving {
  readonly texts: ArticleTexts;
  /** Left out: unchanged; a new article is a draft. */
  readonly status?: ArticleStatus;
}

/**
 * Saves only over the shown version. If there is a newer one, it is fetched, and the editor shows it.
 *
 * @param article null: creates a new one
 */
export function useSaveArticle(article: Article | null) {
  const queryClient = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const [errors, setErrors] = useState<FormErrors>(NONE);

  /** @returns null when it was not saved */
  const save = async (saving: Saving): Promise<Article | null> => {
    setSaving(true);
    setErrors(NONE);
    try {
      const saved = await saveOver(article, saving);
      queryClient.setQueryData([ARTICLE, saved.slug], saved);
      void queryClient.invalidateQueries({ queryKey: [ARTICLES] });
      return saved;
    } catch (error) {
      // The editor shows the newer version.
      if (!isStale(error)) setErrors(formErrors(error, ['title', 'category', 'body']));
      return null;
    } finally {
      setSaving(false);
    }
  };

  const saveOver = async (over: Article | null, saving: Saving): Promise<Article> => {
    try {
      return await send(over, saving);
    } catch (error) {
      if (over === null || !isStale(error)) throw error;
      const newer = await queryClient.fetchQuery({ ...articleQuery(over.slug), staleTime: 0 });
      // Published or archived meanwhile: no reason to ask.
      if (newer !== null && areSame(textsOf(newer), textsOf(over))) return send(newer, saving);
      throw error;
    }
  };
  return { save, isSaving, errors };
}

function send(over: Article | null, { texts, status }: Saving): Promise<Article> {
  const body = {
    title: texts.title,
    body: texts.body,
    category: texts.category.trim() === '' ? null : texts.category,
    ...(status !== undefined && { status }),
  };
  if (over === null) return client.post('/api/kb/articles', { body });
  const headers = { 'if-match': `"${over.version}"` };
  return client.patch('/api/kb/articles/{id}', { path: { id: over.id }, body, headers });
}

export function isStale(error: unknown): boolean {
  return error instanceof CarillonError && error.status === 412;
}
