import { Group, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '../i18n/text.js';
import { ClearFilters } from '../ui/clear-filters.js';
import { EventPicker } from '../ui/event-picker.js';
import { TimeSpan, type Span } from '../ui/time-span.js';
import { idOf, parseEventSearch, typesIn, type EventSearch } from './search.js';

/** The filters are in the address, so that a list can be shared as a link. */
export function EventFilters({ filters }: { filters: EventSearch }) {
  const t = useT();
  const navigate = useNavigate({ from: '/events' });
  const { since, until, ...others } = filters;
  const span: Span = { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
  const show = (search: Record<string, unknown>) => void navigate({ search: parseEventSearch(search), replace: true });
  return (
    <Group gap="xs" align="flex-start" role="search" aria-label={t('Filter events')}>
      <EventPicker
        isOptional
        hasLabel={false}
        value={typesIn(filters.types)}
        onChange={(types) => show({ ...filters, types: types.join(',') })}
      />
      <TimeSpan isFilter label={t('Time')} value={span} onChange={(chosen) => show({ ...others, ...chosen })} />
      <IdField
        key={`entity ${filters.entity_id ?? ''}`}
        label={t('Id of the subject')}
        value={filters.entity_id}
        onChange={(id) => show({ ...filters, entity_id: id })}
      />
      <IdField
        key={`actor ${filters.actor_id ?? ''}`}
        label={t('Id of the actor')}
        value={filters.actor_id}
        onChange={(id) => show({ ...filters, actor_id: id })}
      />
      {Object.keys(filters).length > 0 && <ClearFilters onClick={() => show({})} />}
    </Group>
  );
}

interface IdFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** Filters as soon as the id is complete. */
function IdField({ label, value, onChange }: IdFieldProps) {
  const t = useT();
  const [text, setText] = useState(value ?? '');
  const isWrong = text.trim() !== '' && idOf(text) === undefined;
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      w={230}
      value={text}
      error={isWrong && t('An id has 32 digits and 4 dashes.')}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const id = idOf(currentTarget.value);
        if (id !== value && (id !== undefined || currentTarget.value.trim() === '')) onChange(id);
      }}
    />
  );
}
