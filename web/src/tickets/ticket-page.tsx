import { Anchor, Grid, Group, Stack, Tabs } from '@mantine/core';
import { IconTicketOff } from '@tabler/icons-react';
import { useQuery, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
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
import { useSayViewing } from './presence.js';
import { ticketQuery, TICKETS, type ThreadComment, type TicketPage as ListPage } from './queries.js';
import { Thread } from './thread.js';
import { TicketFacts } from './ticket-facts.js';
import { useChangeTicket } from './use-change-ticket.js';
import { Viewers } from './viewers.js';

const WAITING: ReadonlySet<string> = new Set(['open', 'in_progress']);

/** Everything about one ticket: comments, history, and fields to change. */
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
          <div className="beside">
            <TicketFacts ticket={ticket} changes={changes} />
          </div>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

/** The next ticket that waits for an answer, in the list viewed last. */
function nextTicketId(queryClient: QueryClient, id: string): string | undefined {
  const lists = queryClient
    .getQueryCache()
    .findAll({ queryKey: [TICKETS] })
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const { state } of lists) {
    const pages = (state.data as InfiniteData<ListPage> | undefined)?.pages ?? [];
    const rows = pages.flatMap(({ items }) => items);
    const at = rows.findIndex((row) => row.id === id);
    const below = at < 0 ? rows : [...rows.slice(at + 1), ...rows.slice(0, at)];
    const waits = below.find((row) => row.id !== id && row.isGone !== true && WAITING.has(row.status));
    if (waits !== undefined) return waits.id;
  }
  return undefined;
}
