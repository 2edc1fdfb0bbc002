import { Group, MultiSelect, SegmentedControl } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { isStaff, useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { ClearFilters } from '../ui/clear-filters.js';
import { DelayedInput } from '../ui/delayed-input.js';
import { PRIORITIES, STATUSES, type TicketSearch } from './filters.js';
import { PRIORITY_LABELS, STATUS_LABELS } from './labels.js';

/** The filters are in the address, so that a list can be shared as a link. */
export function FilterBar({ search }: { search: TicketSearch }) {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate({ from: '/tickets' });
  const change = (part: TicketSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const assignee = search.assignee === 'me' || search.assignee === 'none' ? search.assignee : 'all';
  return (
    <Group gap="xs" align="flex-end" role="search" aria-label={t('Filter tickets')}>
      <DelayedInput
        type="search"
        aria-label={t('Search tickets')}
        placeholder={t('Words or a number')}
        leftSection={<IconSearch size={16} aria-hidden />}
        w={220}
        key={search.q === undefined ? 'empty' : 'filled'}
        value={search.q ?? ''}
        onChange={(q) => change({ q })}
      />
      {isStaff(me) && (
        <SegmentedControl
          aria-label={t('Assignee')}
          value={assignee}
          onChange={(value) => change({ assignee: value === 'all' ? '' : value })}
          data={[
            { value: 'all', label: t('All') },
            { value: 'me', label: t('Mine') },
            { value: 'none', label: t('Unassigned') },
          ]}
        />
      )}
      <MultiSelect
        aria-label={t('Status')}
        placeholder={search.status === undefined ? t('Any status') : ''}
        w={200}
        data={STATUSES.map((value) => ({ value, label: t(STATUS_LABELS[value]) }))}
        value={search.status?.split(',') ?? []}
        onChange={(status) => change({ status: status.join(',') })}
      />
      <MultiSelect
        aria-label={t('Priority')}
        placeholder={search.priority === undefined ? t('Any priority') : ''}
        w={200}
        data={PRIORITIES.map((value) => ({ value, label: t(PRIORITY_LABELS[value]) }))}
        value={search.priority?.split(',') ?? []}
        onChange={(priority) => change({ priority: priority.join(',') })}
      />
      {Object.keys(search).length > 0 && <ClearFilters onClick={() => void navigate({ search: {}, replace: true })} />}
    </Group>
  );
}
