import { Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useT } from '../i18n/text.js';
import { ClearFilters } from '../ui/clear-filters.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { useLater } from '../ui/use-later.js';
import { DeliveryList } from './delivery-list.js';
import { webhookNamesQuery } from './queries.js';
import { parseDeliverySearch, STATUSES, type DeliveryFilters, type DeliveryStatus } from './search.js';
import { useDeliveryStatusLabel } from '../ui/delivery-status.js';

const loadDrawer = () => import('./delivery-drawer.js');
const TYPING_MS = 300;
const route = getRouteApi('/shell/deliveries');

/** What was sent to every webhook of the person, with its outcome, live. */
export function DeliveriesPage() {
  const t = useT();
  const navigate = useNavigate({ from: '/deliveries' });
  const { open, ...rest } = route.useSearch();
  const key = JSON.stringify(rest);
  // A stable object for equal filters; otherwise every render would be another query.
  const filters = useMemo(() => JSON.parse(key) as DeliveryFilters, [key]);
  const drawer = useLater(loadDrawer, open !== undefined);
  useRoom('webhooks');
  const show = (opened: string | undefined) =>
    void navigate({ search: parseDeliverySearch({ ...filters, open: opened }), replace: open !== undefined });
  return (
    <Page title={t('Deliveries')}>
      <Filters filters={filters} />
      <DeliveryList filters={filters} onOpen={({ webhook_id: webhook, id }) => show(`${webhook}/${id}`)} />
      {drawer && <drawer.DeliveryDrawer opened={open} onClose={() => show(undefined)} />}
    </Page>
  );
}

function Filters({ filters }: { filters: DeliveryFilters }) {
  const t = useT();
  const labelOf = useDeliveryStatusLabel();
  const navigate = useNavigate({ from: '/deliveries' });
  const { data: names = [] } = useQuery(webhookNamesQuery);
  const [type, setType] = useState(filters.type ?? '');
  const change = (part: Record<string, string | null>) =>
    void navigate({ search: parseDeliverySearch({ ...filters, ...part }), replace: true });
  const changeType = useDebouncedCallback((text: string) => change({ type: text }), TYPING_MS);
  const isFiltered = Object.keys(filters).length > 0;
  const clear = () => {
    setType('');
    void navigate({ search: {}, replace: true });
  };
  return (
    <Group gap="xs" role="search" aria-label={t('Filter deliveries')}>
      <Select
        aria-label={t('Status')}
        placeholder={t('Any status')}
        clearable
        clearButtonProps={{ 'aria-label': t('Clear') }}
        w={170}
        data={STATUSES.map((value) => ({ value, label: labelOf(value) }))}
        value={filters.status ?? null}
        onChange={(status: DeliveryStatus | null) => change({ status })}
      />
      <Select
        aria-label={t('Webhook')}
        placeholder={t('Any webhook')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('Clear') }}
        w={220}
        data={names}
        value={filters.webhook_id ?? null}
        onChange={(webhook) => change({ webhook_id: webhook })}
      />
      <TextInput
        aria-label={t('Event type')}
        placeholder={t('Event type')}
        w={200}
        value={type}
        onChange={({ currentTarget }) => {
          setType(currentTarget.value);
          changeType(currentTarget.value);
        }}
      />
      {isFiltered && <ClearFilters onClick={clear} />}
    </Group>
  );
}
