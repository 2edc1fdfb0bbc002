import type { Article } from '@carillon/client';
import { useMe } from '../api/me.js';
import { useDraft } from '../ui/use-draft.js';

export interface ArticleTexts {
  readonly title: string;
  /** Empty: none. */
  readonly category: string;
  readonly body: string;
}

interface KeptDraft {
  readonly texts: ArticleTexts;
  /** The article's text when the draft was started. */
  readonly base: ArticleTexts;
}

export interface ArticleDraft {
  readonly texts: ArticleTexts;
  /** There is unsaved text. */
  readonly isChanged: boolean;
  /** Another person has changed the same texts since the draft was started. */
  readonly isOvertaken: boolean;
  readonly change: (part: Partial<ArticleTexts>) => void;
  readonly discard: () => void;
}

const EMPTY: ArticleTexts = { title: '', category: '', body: '' };

/** Unsaved text survives reloads, until it is saved or discarded. @param article null: a new one */
export function useArticleDraft(article: Article | null): ArticleDraft {
  const me = useMe();
  const [text, setText] = useDraft(`${me.id}:kb:${article?.id ?? 'new'}`);
  const current = article === null ? EMPTY : textsOf(article);
  const kept = parse(text);
  const texts = kept?.texts ?? current;
  const base = kept?.base ?? current;
  return {
    texts,
    isChanged: kept !== null,
    isOvertaken: kept !== null && !areSame(base, current) && !areSame(texts, current),
    change: (part) => {
      const next = { ...texts, ...part };
      setText(areSame(next, current) ? '' : JSON.stringify({ texts: next, base } satisfies KeptDraft));
    },
    discard: () => setText(''),
  };
}

export function textsOf({ title, category, body }: Article): ArticleTexts {
  return { title, category: category ?? '', body };
}

export function areSame(one: ArticleTexts, other: ArticleTexts): boolean {
  return one.title === other.title && one.category === other.category && one.body === other.body;
}

function parse(text: string): KeptDraft | null {
  try {
    return text === '' ? null : (JSON.parse(text) as KeptDraft);
  } catch {
    return null;
  }
}
