import { Trans, useLingui } from '@lingui/react';
import { useCallback, type ReactElement } from 'react';
import type { MessageId } from './i18n.js';

type Values = Readonly<Record<string, unknown>>;
export type Translate = (id: MessageId, values?: Values) => string;

/** `t('Sign in')`, `t('{count, plural, one {# ticket} other {# tickets}}', { count })`. */
export function useT(): Translate {
  // A new function for every language, so that memoised texts change, too.
  const { _ } = useLingui();
  return useCallback((id: MessageId, values?: Values) => _(id, values), [_]);
}

/** A text with elements in it: `<Text id="Read the <0>docs</0>." components={{ 0: <a href="/docs" /> }} />`. */
export function Text(props: {
  id: MessageId;
  values?: Record<string, unknown>;
  components?: Record<string, ReactElement>;
}) {
  return <Trans {...props} />;
}
