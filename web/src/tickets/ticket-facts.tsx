import type { Ticket } from '@carillon/client';
import { Anchor, Button, Group, Paper, Select, Stack, TagsInput, Text as Words } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client } from '../api/client.js';
import { isStaff, useMe, type Me } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { notifyFailed } from '../ui/notify.js';
import { Time } from '../ui/time.js';
import { Arrival } from './arrival.js';
import { FileLink } from './file-link.js';
import { PRIORITIES, STATUSES, type Status } from './filters.js';
import { PRIORITY_LABELS, STATUS_LABELS } from './labels.js';
import { PersonSelect } from './person-select.js';
import { attachmentsQuery, watchersQuery } from './queries.js';
import type { TicketChange } from './use-change-ticket.js';

/** Editable fields are saved at once. */
export function TicketFacts({ ticket, changes: { change } }: { ticket: Ticket; changes: TicketChange }) {
  const t = useT();
  const me = useMe();
  const { data: files = [] } = useQuery(attachmentsQuery(ticket.id));
  const onTicket = files.filter(({ comment_id: comment }) => comment === null);
  return (
    <Stack gap="md">
      <Paper withBorder p="sm">
        <Stack gap="sm">
          <Select
            label={t('Status')}
            allowDeselect={false}
            disabled={!mayChange(me, ticket)}
            data={statusesFor(me, ticket).map((value) => ({ value, label: t(STATUS_LABELS[value]) }))}
            value={ticket.status}
            onChange={(status) => status !== null && void change({ status })}
          />
          <Select
            label={t('Priority')}
            allowDeselect={false}
            disabled={!isStaff(me)}
            data={PRIORITIES.map((value) => ({ value, label: t(PRIORITY_LABELS[value]) }))}
            value={ticket.priority}
            onChange={(priority) => priority !== null && void change({ priority })}
          />
          {isStaff(me) ? (
            <PersonSelect
              label={t('Assignee')}
              onlyStaff
              value={ticket.assignee_id}
              valueName={ticket.assignee_name}
              onChange={(id) => void change({ assignee_id: id })}
            />
          ) : (
            <Fact label={t('Assignee')}>{ticket.assignee_name ?? t('Unassigned')}</Fact>
          )}
          <TagsInput
            label={t('Tags')}
            maxTags={20}
            disabled={!mayChange(me, ticket)}
            value={ticket.tags}
            onChange={(tags) => void change({ tags })}
          />
          <Group gap="xl" align="flex-start">
            <Fact label={t('Requester')}>{ticket.requester_name ?? t('Deleted user')}</Fact>
            <Fact label={t('Created')}>
              <Time at={ticket.created_at} />
            </Fact>
          </Group>
          <Anchor component={Link} to="/events" search={{ entity_id: ticket.id } as never} size="sm">
            {t('Events of this ticket')}
          </Anchor>
        </Stack>
      </Paper>
      <Arrival ticketId={ticket.id} />
      {onTicket.length > 0 && (
        <Paper withBorder p="sm">
          <Words size="sm" fw={600} mb="xs">
            {t('Files')}
          </Words>
          <Stack gap="xs" align="flex-start">
            {onTicket.map((file) => (
              <FileLink key={file.id} file={file} />
            ))}
          </Stack>
        </Paper>
      )}
      <Watching ticketId={ticket.id} />
    </Stack>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <Words size="sm" fw={500}>
        {label}
      </Words>
      <Words size="sm" dir="auto">
        {children}
      </Words>
    </div>
  );
}

function Watching({ ticketId }: { ticketId: string }) {
  const t = useT();
  const me = useMe();
  const queryClient = useQueryClient();
  const query = watchersQuery(ticketId);
  const { data } = useQuery(query);
  const watchers = data?.items ?? [];
  const isWatching = watchers.some(({ user_id: id }) => id === me.id);
  const toggle = async () => {
    try {
      const path = { id: ticketId, user_id: me.id };
      if (isWatching) await client.delete('/api/tickets/{id}/watchers/{user_id}', { path });
      else await client.post('/api/tickets/{id}/watchers', { path: { id: ticketId }, body: {} });
      await queryClient.invalidateQueries({ queryKey: query.queryKey });
    } catch (error) {
      notifyFailed(t('That was not saved.'), error);
    }
  };
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap">
        <Words size="sm" fw={600}>
          {t('Watchers')}
        </Words>
        <Button size="compact-sm" variant="default" onClick={() => void toggle()}>
          {isWatching ? t('Stop watching') : t('Watch')}
        </Button>
      </Group>
      <Words size="sm" c="dimmed" dir="auto">
        {watchers.length === 0 ? t('None') : watchers.map(({ name }) => name).join(', ')}
      </Words>
    </Paper>
  );
}

/** The server decides; this only hides fields that it would refuse. */
function mayChange(me: Me, ticket: Ticket): boolean {
  return isStaff(me) || ticket.requester_id === me.id;
}

function statusesFor(me: Me, ticket: Ticket): readonly Status[] {
  if (isStaff(me)) return STATUSES;
  return STATUSES.filter((status) => status === 'open' || status === 'closed' || status === ticket.status);
}
