import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';

const TYPING_MS = 200;
const MAX_SHOWN = 20;

interface PersonSelectProps {
  readonly label: string;
  readonly value?: string | null;
  /** The name of the value, until it has been found. */
  readonly valueName?: string | null;
  readonly placeholder?: string;
  readonly error?: React.ReactNode;
  readonly disabled?: boolean;
  /** Agents and admins. */
  readonly onlyStaff?: boolean;
  readonly onChange?: (id: string | null) => void;
}

/** Finds active people by a part of the name or address. For staff and managers: others may not list people. */
export function PersonSelect(props: PersonSelectProps) {
  const { label, value = null, valueName, placeholder, error, disabled = false, onlyStaff = false, onChange } = props;
  const t = useT();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text, TYPING_MS);
  const { data: people = [] } = useQuery({
    queryKey: ['people', q, onlyStaff],
    queryFn: ({ signal }) => findPeople({ q, onlyStaff, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const data = people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }));
  if (value !== null && !data.some((one) => one.value === value)) data.unshift({ value, label: valueName ?? value });
  return (
    <Select
      label={label}
      placeholder={placeholder ?? t('Unassigned')}
      data={data}
      // The server has already searched.
      filter={({ options }) => options}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('Clear') }}
      nothingFoundMessage={t('Not found')}
      value={value}
      error={error}
      disabled={disabled}
      onSearchChange={setText}
      onChange={onChange}
    />
  );
}

interface Search {
  readonly q: string;
  readonly onlyStaff: boolean;
  readonly signal: AbortSignal;
}

async function findPeople({ q, onlyStaff, signal }: Search) {
  // A chosen entry appears in the field as "Ada (ada@example.com)".
  const words = q.replace(/ \(.*\)$/, '');
  const search = (role?: 'agent' | 'admin') =>
    client.get('/api/users', {
      query: { q: words, active: true, limit: MAX_SHOWN, ...(role !== undefined && { role }) },
      signal,
    });
  const pages = onlyStaff ? await Promise.all([search('agent'), search('admin')]) : [await search()];
  return pages.flatMap(({ items }) => items);
}
