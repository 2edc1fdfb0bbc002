import { Group, Pill, Select } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useT } from '../i18n/text.js';
import { ClearFilters } from '../ui/clear-filters.js';
import { DelayedInput } from '../ui/delayed-input.js';
import { parseArticleSearch, STATUSES, type ArticleFilters } from './search.js';
import { STATUS_LABELS } from './status-badge.js';

interface ArticleFilterBarProps {
  readonly filters: ArticleFilters;
  /** Other people see only public articles. */
  readonly mayWrite: boolean;
}

export function ArticleFilterBar({ filters, mayWrite }: ArticleFilterBarProps) {
  const t = useT();
  const navigate = useNavigate({ from: '/kb' });
  const change = (part: Record<string, string | null>) =>
    void navigate({ search: (before) => parseArticleSearch({ ...before, ...part }), replace: true });
  return (
    <Group gap="xs" role="search" aria-label={t('Filter articles')}>
      <DelayedInput
        type="search"
        aria-label={t('Search articles')}
        placeholder={t('Words in title or text')}
        leftSection={<IconSearch size={16} aria-hidden />}
        w={260}
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
      {Object.keys(filters).length > 0 && <ClearFilters onClick={() => void navigate({ search: {}, replace: true })} />}
    </Group>
  );
}
