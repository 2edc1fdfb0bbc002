import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState, type CSSProperties, type ReactNode } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';

const TYPING_MS = 200;
const MAX_SHOWN = 20;
const FRESH_MS = 60_000;

const namesQuery = queryOptions({
  queryKey: ['company-names'],
  queryFn: async ({ signal }) => {
    const { items } = await client.get('/api/companies', { query: { limit: 200 }, signal });
    return new Map(items.map(({ id, name }) => [id, name]));
  },
  staleTime: FRESH_MS,
});

function nameQuery(id: string | null, isWanted: boolean) {
  return queryOptions({
    queryKey: ['company-names', id],
    queryFn: async ({ signal }) => (await client.get('/api/companies/{id}', { path: { id: id ?? '' }, signal })).name,
    enabled: id !== null && isWanted,
    staleTime: FRESH_MS,
  });
}

/** @returns the name, once it is known; null: no company. For staff. */
export function useCompanyName(id: string | null): string | null {
  const { data: names } = useQuery({ ...namesQuery, enabled: id !== null });
  const known = id === null ? undefined : names?.get(id);
  // One of the older companies.
  const { data: name } = useQuery(nameQuery(id, names !== undefined && known === undefined));
  if (id === null) return null;
  return known ?? name ?? '…';
}

interface CompanySelectProps {
  readonly label?: string;
  readonly 'aria-label'?: string;
  readonly placeholder?: string;
  readonly style?: CSSProperties;
  readonly value?: string | null;
  readonly error?: ReactNode;
  readonly onChange?: (id: string | null) => void;
}

/** Finds companies by a part of the name. For staff. */
export function CompanySelect({ value = null, placeholder, ...props }: CompanySelectProps) {
  const t = useT();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text, TYPING_MS);
  const chosenName = useCompanyName(value);
  const { data: companies = [] } = useQuery({
    queryKey: ['company-names', 'search', q],
    queryFn: async ({ signal }) =>
      (await client.get('/api/companies', { query: { limit: MAX_SHOWN, ...(q !== '' && { q }) }, signal })).items,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });
  const data = companies.map(({ id, name }) => ({ value: id, label: name }));
  if (value !== null && !data.some((one) => one.value === value)) data.unshift({ value, label: chosenName ?? value });
  return (
    <Select
      {...props}
      placeholder={placeholder ?? t('No company')}
      data={data}
      // The server has already searched.
      filter={({ options }) => options}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('Clear') }}
      nothingFoundMessage={t('Not found')}
      value={value}
      onSearchChange={setText}
    />
  );
}
