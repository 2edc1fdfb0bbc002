import type { Ticket } from '@carillon/client';
import { Alert, Button, Group, List, Stack, Text as Words } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useT, type Translate } from '../i18n/text.js';
import { PRIORITY_LABELS, STATUS_LABELS } from './labels.js';
import type { TicketChange, TicketPatch } from './use-change-ticket.js';

/** Another person saved first: the present value, the wanted one, and the choice. */
export function ConflictCard({
  ticket,
  refused,
  changes,
}: {
  ticket: Ticket;
  refused: TicketPatch;
  changes: TicketChange;
}) {
  const t = useT();
  const fields = Object.keys(refused) as (keyof TicketPatch)[];
  return (
    <Alert
      color="yellow"
      icon={<IconGitMerge aria-hidden />}
      role="alert"
      title={t('The ticket was changed meanwhile.')}
    >
      <Stack gap="xs">
        <Words size="sm">{t('Your change was not saved. Nothing was overwritten.')}</Words>
        <List size="sm">
          {fields.map((field) => (
            <List.Item key={field}>
              {t('{field}: now “{now}”, yours “{mine}”', {
                field: t(FIELD_LABELS[field]),
                now: valueText(t, field, ticket),
                mine: valueText(t, field, {
                  ...ticket,
                  ...refused,
                  ...(field === 'assignee_id' && { assignee_name: null }),
                }),
              })}
            </List.Item>
          ))}
        </List>
        <Group gap="xs">
          <Button size="xs" onClick={() => void changes.change(refused)}>
            {t('Save mine')}
          </Button>
          <Button size="xs" variant="default" onClick={changes.forget}>
            {t('Keep what is there')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

const FIELD_LABELS = {
  title: 'Title',
  description: 'Description',
  status: 'Status',
  priority: 'Priority',
  tags: 'Tags',
  assignee_id: 'Assignee',
} as const;

function valueText(t: Translate, field: keyof TicketPatch, ticket: Ticket): string {
  if (field === 'status') return t(STATUS_LABELS[ticket.status]);
  if (field === 'priority') return t(PRIORITY_LABELS[ticket.priority]);
  if (field === 'tags') return ticket.tags.join(', ');
  if (field === 'assignee_id')
    return ticket.assignee_name ?? (ticket.assignee_id === null ? t('Unassigned') : ticket.assignee_id);
  return ticket[field];
}
