import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useT } from '../i18n/text.js';
import { eventTypesQuery } from './queries.js';

interface EventPickerProps {
  readonly value?: string[];
  readonly error?: ReactNode;
  readonly onChange?: (events: string[]) => void;
}

/** Names of the catalogue by category, searchable; what is chosen already stays, also where the catalogue has it no more. */
export function EventPicker({ value = [], error, onChange }: EventPickerProps) {
  const t = useT();
  const { data: types = [] } = useQuery(eventTypesQuery);
  const categories = [...new Set(types.map(({ category }) => category))];
  const known = new Set(types.map(({ type }) => type));
  const others = ['*', ...value.filter((name) => name !== '*' && !known.has(name))];
  const groups = categories.map((group) => ({
    group,
    items: types.filter(({ category }) => category === group).map(({ type }) => type),
  }));
  return (
    <MultiSelect
      label={t('Events')}
      required
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('Clear') }}
      nothingFoundMessage={t('Not found')}
      placeholder={value.length === 0 ? t('All by *, or by name') : ''}
      data={[{ group: '*', items: others }, ...groups]}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}
