import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { EventFilters } from './event-filters.js';
import { EventList } from './event-list.js';
import type { EventSearch } from './search.js';

const route = getRouteApi('/shell/events');

/** The log as the person may see it, newest first; new events appear at the top. */
export function EventsPage() {
  const t = useT();
  const key = JSON.stringify(route.useSearch());
  // A stable object for equal filters; otherwise every render would be another query.
  const filters = useMemo(() => JSON.parse(key) as EventSearch, [key]);
  useRoom('log');
  return (
    <Page title={t('Events')}>
      <EventFilters filters={filters} />
      <EventList key={key} filters={filters} />
    </Page>
  );
}
