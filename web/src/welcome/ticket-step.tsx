import { Anchor, Button, Group, TextInput } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { client } from '../api/client.js';
import { useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { Refusal } from '../ui/refusal.js';
import { BinOutcome } from './bin-outcome.js';
import { ticketQuery, type Arrival, type Sender } from './queries.js';
import { Step, type StepState } from './step.js';
import { elapsed, note, now } from './stopwatch.js';
import { useAction } from './use-action.js';

interface TicketStepProps {
  readonly state: StepState;
  readonly webhook: Sender | null;
  readonly ticket: { readonly id: string; readonly number: number; readonly title: string } | null;
  readonly arrivals: readonly Arrival[];
}

export function TicketStep({ state, webhook, ticket, arrivals }: TicketStepProps) {
  const t = useT();
  const arrival = arrivals.find(({ event }) => event?.type === 'ticket.created' && idOf(event.data) === ticket?.id);
  return (
    <Step
      number={3}
      state={state}
      title={t('A ticket')}
      text={t('Everything that happens on the desk becomes an event. A new ticket is one.')}
    >
      {ticket === null ? (
        <TicketForm webhook={webhook} />
      ) : (
        <>
          <Anchor component={Link} to="/tickets/$id" params={{ id: ticket.id } as never} size="sm" dir="auto">
            #{ticket.number} {ticket.title}
          </Anchor>
          <ul className="plain-list" aria-label={t('What the ticket led to')} aria-live="polite">
            <BinOutcome
              icon={IconWebhook}
              label={t('Your bin')}
              arrival={arrival}
              tookMs={arrival && elapsed(ticket.id, arrival.id)}
              webhook={webhook}
            />
          </ul>
        </>
      )}
    </Step>
  );
}

function TicketForm({ webhook }: { webhook: Sender | null }) {
  const t = useT();
  const me = useMe();
  const queryClient = useQueryClient();
  const [title, setTitle] = useState(() => t('The printer on the second floor is out of toner'));
  const { run, isRunning, errors } = useAction(async () => {
    const clickedAt = now();
    const ticket = await client.post('/api/tickets', { body: { title } });
    note(ticket.id, clickedAt);
    queryClient.setQueryData(ticketQuery(me.id, webhook).queryKey, ticket);
  }, ['title']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Refusal>{errors.rest}</Refusal>
      <Group gap="xs" align="flex-end">
        <TextInput
          label={t('Title')}
          value={title}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          error={errors.fields['title']}
          disabled={webhook === null}
          style={{ flex: '1 1 260px' }}
        />
        <Button data-action type="submit" disabled={webhook === null} loading={isRunning}>
          {t('Create the ticket')}
        </Button>
      </Group>
    </form>
  );
}

function idOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)['id'] : undefined;
}
