import { MultiSelect } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';

/** The catalogue changes only with the server. */
const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  queryFn: async ({ signal }) => (await client.get('/api/event-types', { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

interface EventPickerProps {
  readonly value?: string[];
  readonly error?: ReactNode;
  readonly onChange?: (events: string[]) => void;
  /** Nothing chosen means all. */
  readonly isOptional?: boolean;
  /** Without one, a screen reader hears its name all the same. */
  readonly hasLabel?: boolean;
}

/** Names of the catalogue by category, searchable; what is chosen already stays, also where the catalogue has it no more. */
export function EventPicker(props: EventPickerProps) {
  const { value = [], error, onChange, isOptional = false, hasLabel = true } = props;
  const t = useT();
  const { data: types = [] } = useQuery(eventTypesQuery);
  const categories = [...new Set(types.map(({ category }) => category))];
  const known = new Set(types.map(({ type }) => type));
  const others = [...(isOptional ? [] : ['*']), ...value.filter((name) => name !== '*' && !known.has(name))];
  const groups = categories.map((group) => ({
    group,
    items: types.filter(({ category }) => category === group).map(({ type }) => type),
  }));
  return (
    <MultiSelect
      {...(hasLabel ? { label: t('Events') } : { 'aria-label': t('Events'), miw: 200, maw: 420 })}
      required={!isOptional}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('Clear') }}
      nothingFoundMessage={t('Not found')}
      placeholder={placeholderOf(value, isOptional ? t('All events') : t('All by *, or by name'))}
      data={others.length === 0 ? groups : [{ group: '*', items: others }, ...groups]}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

function placeholderOf(value: readonly string[], text: string): string {
  return value.length === 0 ? text : '';
}
