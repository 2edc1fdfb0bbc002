import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
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
  const groups = useFound(text.trim());
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
        placeholder={t('A page, a ticket’s number, an endpoint, an event’s id')}
        aria-label={t('Find and go')}
        leftSection={<IconSearch size={18} aria-hidden />}
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

interface FoundGroup {
  readonly label: string;
  readonly items: readonly Found[];
}

function useFound(text: string): readonly FoundGroup[] {
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
  return [...(text === '' ? [] : found), { label: t('Pages'), items: pages }];
}
