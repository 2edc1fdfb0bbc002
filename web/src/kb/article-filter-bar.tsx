import { Button, Group, Pill, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useT } from '../i18n/text.js';
import { parseArticleSearch, STATUSES, type ArticleFilters } from './search.js';
import { STATUS_LABELS } from './status-badge.js';

const TYPING_MS = 250;

interface ArticleFilterBarProps {
  readonly filters: ArticleFilters;
  /** Others see public articles alone. */
  readonly mayWrite: boolean;
}

export function ArticleFilterBar({ filters, mayWrite }: ArticleFilterBarProps) {
  const t = useT();
  const navigate = useNavigate({ from: '/kb' });
  const change = (part: Record<string, string | null>) =>
    void navigate({ search: (before) => parseArticleSearch({ ...before, ...part }), replace: true });
  return (
    <Group gap="xs" role="search" aria-label={t('Filter articles')}>
      <SearchField
        key={filters.q === undefined ? 'empty' : 'filled'}
        value={filters.q ?? ''}
        onChange={(q) => change({ q })}
      />
      {mayWrite && (
        <Select
          aria-label={t('Status')}
          placeholder={t('Any status')}
          clearable
          clearButtonProps={{ 'aria-label': t('Clear') }}
          w={170}
          data={STATUSES.map((value) => ({ value, label: t(STATUS_LABELS[value]) }))}
          value={filters.status ?? null}
          onChange={(status) => change({ status })}
        />
      )}
      {filters.category !== undefined && (
        <Pill
          size="md"
          withRemoveButton
          removeButtonProps={{ 'aria-label': t('Remove'), tabIndex: 0, 'aria-hidden': false }}
          onRemove={() => change({ category: null })}
        >
          {filters.category}
        </Pill>
      )}
      {Object.keys(filters).length > 0 && (
        <Button
          variant="subtle"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => void navigate({ search: {}, replace: true })}
        >
          {t('Clear filters')}
        </Button>
      )}
    </Group>
  );
}

function SearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useT();
  const [text, setText] = useState(value);
  const send = useDebouncedCallback(onChange, TYPING_MS);
  useEffect(() => () => send.flush(), [send]);
  return (
    <TextInput
      type="search"
      aria-label={t('Search articles')}
      placeholder={t('Words in title or text')}
      leftSection={<IconSearch size={16} aria-hidden />}
      w={260}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        send(currentTarget.value);
      }}
    />
  );
}
