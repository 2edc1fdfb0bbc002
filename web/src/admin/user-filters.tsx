import { Group, Select } from '@mantine/core';
import { useT } from '../i18n/text.js';
import { ClearFilters } from '../ui/clear-filters.js';
import { DelayedInput } from '../ui/delayed-input.js';
import { CompanySelect } from '../ui/companies.js';
import { ROLE_LABELS } from './role-labels.js';
import { ROLES, type UserSearch } from './user-search.js';

/** Two side by side on a narrow screen. */
const WIDTH = { flex: '1 1 140px', maxWidth: 220 } as const;

interface UserFiltersProps {
  readonly filters: UserSearch;
  readonly onChange: (part: Readonly<Record<string, unknown>>) => void;
  readonly onClear: () => void;
}

export function UserFilters({ filters, onChange, onClear }: UserFiltersProps) {
  const t = useT();
  const clear = { clearable: true, clearButtonProps: { 'aria-label': t('Clear') } } as const;
  return (
    <Group gap="xs" role="search" aria-label={t('Filter the list')}>
      <DelayedInput
        type="search"
        aria-label={t('Search users')}
        placeholder={t('Name or email')}
        style={WIDTH}
        key={filters.q === undefined ? 'empty' : 'filled'}
        value={filters.q ?? ''}
        onChange={(q) => onChange({ q })}
      />
      <Select
        {...clear}
        aria-label={t('Role')}
        placeholder={t('Any role')}
        style={WIDTH}
        data={ROLES.map((value) => ({ value, label: t(ROLE_LABELS[value]) }))}
        value={filters.role ?? null}
        onChange={(role: string | null) => onChange({ role })}
      />
      <Select
        {...clear}
        aria-label={t('Account')}
        placeholder={t('Any account')}
        style={WIDTH}
        data={[
          { value: 'true', label: t('Active') },
          { value: 'false', label: t('Deactivated') },
        ]}
        value={filters.active === undefined ? null : String(filters.active)}
        onChange={(active: string | null) => onChange({ active: active === null ? null : active === 'true' })}
      />
      <CompanySelect
        aria-label={t('Company')}
        placeholder={t('Any company')}
        style={WIDTH}
        value={filters.company_id ?? null}
        onChange={(company) => onChange({ company_id: company })}
      />
      {Object.keys(filters).length > 0 && <ClearFilters onClick={onClear} />}
    </Group>
  );
}
