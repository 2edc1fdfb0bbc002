import { MultiSelect, Text as Words } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useT } from '../i18n/text.js';
import { eventTypesQuery } from './event-types.js';

interface EventPickerProps {
  readonly value?: string[];
  readonly error?: ReactNode;
  readonly onChange?: (events: string[]) => void;
  /** Nothing chosen means all. */
  readonly isOptional?: boolean;
  /** Without a visible label, a screen reader still gets the name. */
  readonly hasLabel?: boolean;
}

/** In the server's form: a name, a group, or all. */
const PATTERN = /^(\*|[a-z][a-z0-9_]{0,60}(\.[a-z0-9_]{1,60}){0,4}\.(\*|[a-z0-9_]{1,60}))$/;

/**
 * The catalogue's names by category, searchable by name and meaning, with each noun as a group. A typed name that is
 * not in the catalogue is offered as it is: other services may send it.
 */
export function EventPicker(props: EventPickerProps) {
  const { value = [], error, onChange, isOptional = false, hasLabel = true } = props;
  const t = useT();
  const [search, setSearch] = useState('');
  const { data: types = [] } = useQuery(eventTypesQuery);
  const descriptions = new Map(types.map(({ type, description }) => [type, description]));
  const groups = [...new Set(types.map(({ category }) => category))].map((group) => {
    const names = types.filter(({ category }) => category === group).map(({ type }) => type);
    const nouns = [...new Set(names.map((name) => `${name.split('.')[0]}.*`))];
    return { group, items: [...nouns, ...names] };
  });
  const listed = new Set(groups.flatMap(({ items }) => items));
  const typed = PATTERN.test(search) ? [search] : [];
  const others = [...new Set([...(isOptional ? [] : ['*']), ...value, ...typed])].filter((name) => !listed.has(name));
  // A noun may be in two categories, but an option must be unique.
  const once = new Set<string>();
  const data = [{ group: t('Any'), items: others }, ...groups]
    .map(({ group, items }) => ({ group, items: items.filter((item) => !once.has(item) && once.add(item)) }))
    .filter(({ items }) => items.length > 0);
  return (
    <MultiSelect
      {...(hasLabel ? { label: t('Events') } : { 'aria-label': t('Events'), miw: 200, maw: 420 })}
      required={!isOptional}
      searchable
      clearable
      hidePickedOptions
      searchValue={search}
      onSearchChange={setSearch}
      clearButtonProps={{ 'aria-label': t('Clear') }}
      nothingFoundMessage={t('Not found')}
      placeholder={placeholderOf(value, isOptional ? t('All events') : t('Names of events, or * for all'))}
      data={data}
      filter={({ options, search: text }) => found(options as Group[], text, descriptions)}
      renderOption={({ option }) => (
        <div>
          <Words size="sm" ff="monospace">
            {option.value}
          </Words>
          {descriptions.has(option.value) && (
            <Words size="xs" c="dimmed">
              {descriptions.get(option.value)}
            </Words>
          )}
        </div>
      )}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

function placeholderOf(value: readonly string[], text: string): string {
  return value.length === 0 ? text : '';
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Group {
  readonly group: string;
  readonly items: Option[];
}

/** By name and category; by meaning where no name matches. */
function found(groups: readonly Group[], text: string, descriptions: ReadonlyMap<string, string>): Group[] {
  const words = text.trim().toLowerCase();
  const matching = (textOf: (group: string, value: string) => string) =>
    groups
      .map(({ group, items }) => ({
        group,
        items: items.filter(({ value }) => textOf(group, value).toLowerCase().includes(words)),
      }))
      .filter(({ items }) => items.length > 0);
  const named = matching((group, value) => `${value} ${group}`);
  return named.length > 0 ? named : matching((_, value) => descriptions.get(value) ?? '');
}
