import { Group, MultiSelect, Select } from '@mantine/core';
import { useT } from '../i18n/text.js';
import { ClearFilters } from '../ui/clear-filters.js';
import { CompanySelect } from '../ui/companies.js';
import { DelayedInput } from '../ui/delayed-input.js';
import type { Kind } from './kinds.js';
import { ALERT_LOOKS, MACHINE_LOOKS, SEVERITY_LOOKS } from './labels.js';
import { ALERT_STATUSES, MACHINE_STATUSES, SEVERITIES, type RecordSearch } from './search.js';

/** Two side by side on a narrow screen. */
const WIDTH = { flex: '1 1 140px', maxWidth: 'var(--filter-max-width)' } as const;

interface FilterBarProps {
  readonly kind: Kind;
  readonly search: RecordSearch;
  readonly isFiltered: boolean;
  readonly onChange: (part: Partial<RecordSearch>) => void;
  readonly onClear: () => void;
}

/** The kind's filters. They are in the address, so that a list can be shared as a link. */
export function FilterBar({ kind, search, isFiltered, onChange, onClear }: FilterBarProps) {
  const t = useT();
  const line = (name: 'q' | 'status' | 'type' | 'source', label: string) => (
    <DelayedInput
      key={`${name}${search[name] === undefined}`}
      aria-label={label}
      placeholder={label}
      style={WIDTH}
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
      {isFiltered && <ClearFilters onClick={onClear} />}
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
