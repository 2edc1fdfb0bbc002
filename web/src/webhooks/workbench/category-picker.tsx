import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/text.js';
import { eventTypesQuery } from '../../ui/event-types.js';

interface CategoryPickerProps {
  readonly value?: string[];
  readonly error?: ReactNode;
  readonly onChange?: (categories: string[]) => void;
}

/** Restricts the events to some categories. */
export function CategoryPicker({ value = [], error, onChange }: CategoryPickerProps) {
  const t = useT();
  const { data: types = [] } = useQuery(eventTypesQuery);
  const categories = [...new Set([...types.map(({ category }) => category), ...value])];
  return (
    <MultiSelect
      label={t('Categories')}
      description={t('Leave empty for all categories. Otherwise event and category must both match.')}
      clearable
      clearButtonProps={{ 'aria-label': t('Clear') }}
      data={categories}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}
