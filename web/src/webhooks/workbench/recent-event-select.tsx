import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../i18n/format.js';
import { useT } from '../../i18n/text.js';
import { trialQuery } from './trial-queries.js';

const ANY = { events: [], categories: [], filter: '' };

/** One of the last events of any type, including those that the webhook does not get. */
export function RecentEventSelect({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useT();
  const formats = useFormats();
  const { data } = useQuery(trialQuery(ANY));
  const items = data?.items ?? [];
  return (
    <Select
      label={t('One of the last events')}
      placeholder={t('Choose an event')}
      searchable
      style={{ flex: '1 1 280px' }}
      nothingFoundMessage={t('Not found')}
      data={items.map(({ event_id: id, type, actor_name: actor, occurred_at: at }) => ({
        value: id,
        label: `${type} · ${actor} · ${formats.exact(new Date(at))}`,
      }))}
      value={items.some(({ event_id: id }) => id === value) ? value : null}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}
