import { Button, Kbd } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMe } from '../api/me.js';
import { useShortcuts } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { useLater } from '../ui/use-later.js';
import { FilterBar } from './filter-bar.js';
import { filtersOf } from './filters.js';
import { TicketList } from './ticket-list.js';

const loadForm = () => import('./new-ticket.js');

/** All tickets that the person may see, newest first; changes arrive by pushes. */
export function TicketsPage() {
  const t = useT();
  const me = useMe();
  const search = useSearch({ from: '/shell/tickets' });
  const filters = useMemo(() => filtersOf(search, me.id), [search, me.id]);
  const [isMaking, { open, close }] = useDisclosure(false);
  const form = useLater(loadForm, isMaking);
  useRoom('tickets');
  useShortcuts([{ keys: 'c', label: msg('New ticket'), run: open }]);
  return (
    <Page
      title={t('Tickets')}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} rightSection={<Kbd size="xs">c</Kbd>} onClick={open}>
          {t('New ticket')}
        </Button>
      }
    >
      <FilterBar search={search} />
      <TicketList filters={filters} onCreate={open} />
      {isMaking && form && <form.NewTicket onClose={close} />}
    </Page>
  );
}
