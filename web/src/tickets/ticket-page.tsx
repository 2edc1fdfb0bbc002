import { Anchor, Grid, Group, Stack, Tabs } from '@mantine/core';
import { IconTicketOff } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Ticket } from '@carillon/client';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { PriorityBadge, StatusBadge } from './badges.js';
import { Composer } from './composer.js';
import { ConflictCard } from './conflict-card.js';
import { History } from './history.js';
import { nextTicketId } from './next-ticket.js';
import { useSayViewing } from './presence.js';
import { ticketQuery, type ThreadComment } from './queries.js';
import { Thread } from './thread.js';
import { TicketFacts } from './ticket-facts.js';
import { useChangeTicket } from './use-change-ticket.js';
import { Viewers } from './viewers.js';

/** Everything about one ticket: what was written, what happened, and what can be changed. */
export function TicketPage() {
  const t = useT();
  const { id } = useParams({ from: '/shell/tickets/$id' });
  const { data: ticket, error, refetch } = useQuery(ticketQuery(id));
  useRoom(`ticket:${id}`);
  if (ticket === null) {
    return (
      <Page title={t('Ticket')}>
        <Empty icon={IconTicketOff} title={t('This ticket was deleted, or you may no longer see it.')}>
          <Anchor component={Link} to="/tickets">
            {t('All tickets')}
          </Anchor>
        </Empty>
      </Page>
    );
  }
  if (ticket === undefined) {
    return (
      <Page title={t('Ticket')}>
        {error === null ? <Loading rows={6} /> : <Failure error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  return <Loaded key={ticket.id} ticket={ticket} />;
}

function Loaded({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const changes = useChangeTicket(ticket);
  const sayWriting = useSayViewing(ticket.id);
  const [replyTo, setReplyTo] = useState<ThreadComment | null>(null);
  const resolve = async () => {
    if (!(await changes.change({ status: 'resolved' }))) return;
    const next = nextTicketId(queryClient, ticket.id);
    await (next === undefined ? navigate({ to: '/tickets' }) : navigate({ to: '/tickets/$id', params: { id: next } }));
  };
  return (
    <Page title={`#${ticket.number} ${ticket.title}`}>
      <Group gap="xs">
        <Anchor component={Link} to="/tickets" size="sm">
          ← {t('All tickets')}
        </Anchor>
        <StatusBadge status={ticket.status} />
        <PriorityBadge priority={ticket.priority} />
        <Viewers ticketId={ticket.id} />
      </Group>
      {changes.refused !== null && <ConflictCard ticket={ticket} refused={changes.refused} changes={changes} />}
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Tabs defaultValue="thread" keepMounted={false}>
            <Tabs.List mb="sm">
              <Tabs.Tab value="thread">{t('Thread')}</Tabs.Tab>
              <Tabs.Tab value="history">{t('History')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="thread">
              <Stack gap="md">
                <Thread ticket={ticket} onReply={setReplyTo} />
                <Composer
                  ticket={ticket}
                  replyTo={replyTo}
                  onReplyEnd={() => setReplyTo(null)}
                  onWrite={sayWriting}
                  onResolve={() => void resolve()}
                />
              </Stack>
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <History ticketId={ticket.id} />
            </Tabs.Panel>
          </Tabs>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <TicketFacts ticket={ticket} changes={changes} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
