import { Button, Group, MultiSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useT } from '../i18n/text.js';
import { CompanySelect } from '../ui/companies.js';
import type { Kind } from './kinds.js';
import { ALERT_LOOKS, MACHINE_LOOKS, SEVERITY_LOOKS } from './labels.js';
import { ALERT_STATUSES, MACHINE_STATUSES, SEVERITIES, type RecordSearch } from './search.js';

const TYPING_MS = 250;
/** Two beside each other on a narrow screen. */
const WIDTH = { flex: '1 1 140px', maxWidth: 220 } as const;

interface FilterBarProps {
  readonly kind: Kind;
  readonly search: RecordSearch;
  readonly isFiltered: boolean;
  readonly onChange: (part: Partial<RecordSearch>) => void;
  readonly onClear: () => void;
}

/** The filters that the kind has. They live in the address, so that a list can be sent to somebody. */
export function FilterBar({ kind, search, isFiltered, onChange, onClear }: FilterBarProps) {
  const t = useT();
  const line = (name: 'q' | 'status' | 'type' | 'source', label: string) => (
    <LineFilter
      key={`${name}${search[name] === undefined}`}
      label={label}
      value={search[name] ?? ''}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <Group gap="xs" role="search" aria-label={t('Filter the list')}>
      {kind !== 'alerts' && line('q', kind === 'machines' ? t('Host name') : t('Search'))}
      {kind === 'assets' && line('type', t('Type'))}
      {kind === 'assets' && line('status', t('Status'))}
      {kind === 'machines' && (
        <StatusFilter looks={MACHINE_LOOKS} statuses={MACHINE_STATUSES} search={search} onChange={onChange} />
      )}
      {kind === 'alerts' && (
        <>
          <StatusFilter looks={ALERT_LOOKS} statuses={ALERT_STATUSES} search={search} onChange={onChange} />
          <MultiSelect
            aria-label={t('Severity')}
            placeholder={search.severity === undefined ? t('Any severity') : ''}
            style={WIDTH}
            data={SEVERITIES.map((value) => ({ value, label: t(SEVERITY_LOOKS[value].label) }))}
            value={search.severity?.split(',') ?? []}
            onChange={(severity) => onChange({ severity: severity.join(',') })}
          />
          {line('type', t('Type'))}
          {line('source', t('Source'))}
        </>
      )}
      {(kind === 'assets' || kind === 'machines') && (
        <CompanySelect
          aria-label={t('Company')}
          placeholder={t('Any company')}
          style={WIDTH}
          value={search.company ?? null}
          onChange={(company) => onChange({ company: company ?? '' })}
        />
      )}
      {isFiltered && (
        <Button variant="subtle" leftSection={<IconX size={14} aria-hidden />} onClick={onClear}>
          {t('Clear filters')}
        </Button>
      )}
    </Group>
  );
}

interface StatusFilterProps<S extends string> extends Pick<FilterBarProps, 'search' | 'onChange'> {
  readonly statuses: readonly S[];
  readonly looks: Readonly<Record<S, (typeof MACHINE_LOOKS)['pending']>>;
}

function StatusFilter<S extends string>({ statuses, looks, search, onChange }: StatusFilterProps<S>) {
  const t = useT();
  return (
    <Select
      aria-label={t('Status')}
      placeholder={t('Any status')}
      clearable
      clearButtonProps={{ 'aria-label': t('Clear') }}
      style={WIDTH}
      data={statuses.map((value) => ({ value, label: t(looks[value].label) }))}
      value={statuses.find((one) => one === search.status) ?? null}
      onChange={(status: string | null) => onChange({ status: status ?? '' })}
    />
  );
}

interface LineFilterProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function LineFilter({ label, value, onChange }: LineFilterProps) {
  const [text, setText] = useState(value);
  const send = useDebouncedCallback(onChange, TYPING_MS);
  useEffect(() => () => send.flush(), [send]);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      style={WIDTH}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        send(currentTarget.value);
      }}
    />
  );
}
