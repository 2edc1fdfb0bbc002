import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useMe } from '../api/me.js';
import type { Found } from '../app/feature.js';
import { useFeatures } from '../app/features-context.js';
import { useT } from '../i18n/text.js';
import { useNavEntries } from './navigation.js';
import { paletteStore } from './palette-store.js';

const DEBOUNCE_MS = 150;

/** `Ctrl/⌘ K`: pages by name, and what the features find. */
export function PaletteDialog() {
  const t = useT();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const { groups, isSettled } = useFound(text.trim());
  const onKeyDown = useFirstSelected(groups, isSettled);
  const isEmpty = groups.every(({ items }) => items.length === 0);
  return (
    <Spotlight.Root
      store={paletteStore}
      query={text}
      onQueryChange={setText}
      shortcut={null}
      clearQueryOnClose
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder={t('Page, ticket number, webhook or event id')}
        aria-label={t('Find and go')}
        leftSection={<IconSearch size={18} aria-hidden />}
        onKeyDownCapture={onKeyDown}
      />
      <Spotlight.ActionsList>
        {groups.map(
          ({ label, items }) =>
            items.length > 0 && (
              <Spotlight.ActionsGroup key={label} label={label}>
                {items.map((item) => (
                  <Spotlight.Action
                    key={item.id}
                    label={item.label}
                    description={item.description}
                    onClick={() => void navigate({ href: item.to })}
                  />
                ))}
              </Spotlight.ActionsGroup>
            ),
        )}
        {isEmpty && <Spotlight.Empty>{t('Nothing found')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/**
 * Spotlight selects the first action when the text changes, but results arrive later. An Enter pressed before they
 * arrive applies to them.
 *
 * @returns handlers for the search field
 */
function useFirstSelected(groups: readonly FoundGroup[], isSettled: boolean) {
  const isAwaited = useRef(false);
  const shown = groups.flatMap(({ items }) => items.map(({ id }) => id)).join(' ');
  useEffect(() => {
    if (shown === '') return;
    const first = selectFirst();
    if (!isSettled || !isAwaited.current) return;
    isAwaited.current = false;
    first?.click();
  }, [shown, isSettled]);
  return (event: KeyboardEvent) => {
    isAwaited.current = event.key === 'Enter' && !isSettled;
    if (!isAwaited.current) return;
    // The present selection belongs to results of the previous text.
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Spotlight keeps the selected index in its store, and the mark in the document. */
function selectFirst(): HTMLElement | undefined {
  const list = document.getElementById(paletteStore.getState().listId);
  const [first, ...others] = list?.querySelectorAll<HTMLElement>('[data-action]') ?? [];
  first?.setAttribute('data-selected', 'true');
  for (const other of others) other.removeAttribute('data-selected');
  paletteStore.updateState((state) => ({ ...state, selected: 0 }));
  return first;
}

interface FoundGroup {
  readonly label: string;
  readonly items: readonly Found[];
}

function useFound(text: string) {
  const t = useT();
  const me = useMe();
  const [settled] = useDebouncedValue(text, DEBOUNCE_MS);
  const sources = useFeatures().flatMap(({ finds = [] }) => finds);
  const answers = useQueries({
    queries: sources.map(({ id, find }) => ({
      queryKey: ['find', id, settled],
      queryFn: ({ signal }: { signal: AbortSignal }) => find(settled, me, signal),
      enabled: settled !== '',
    })),
  });
  const pages = useNavEntries()
    .map(({ to, label }): Found => ({ id: to, label: t(label), to }))
    .filter(({ label }) => label.toLocaleLowerCase().includes(text.toLocaleLowerCase()));
  const found = sources.map(({ label }, at) => ({ label: t(label), items: answers[at]?.data ?? [] }));
  const groups: readonly FoundGroup[] = [...(text === '' ? [] : found), { label: t('Pages'), items: pages }];
  return { groups, isSettled: text === settled && answers.every(({ isFetching }) => !isFetching) };
}
