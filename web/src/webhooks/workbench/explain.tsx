import { Alert, Anchor, Group, Paper, Stack, Text as Words, TextInput, Title } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../api/client.js';
import type { MessageId } from '../../i18n/i18n.js';
import { useT } from '../../i18n/text.js';
import { DeliveryStatusBadge } from '../../ui/delivery-status.js';
import { Failure, Loading } from '../../ui/states.js';
import type { Webhook } from '../queries.js';
import { RecentEventSelect } from './recent-event-select.js';
import { isId, parseWorkbenchSearch } from './search.js';
import { SeenValues } from './seen-values.js';
import classes from './workbench.module.css';

const route = getRouteApi('/shell/webhooks/$webhookId');

const RULES: Record<string, MessageId> = {
  existed: 'The webhook existed when it happened',
  event: 'Its events include this type',
  category: 'Its categories include this one',
  audience: 'It concerns the owner',
  right: 'The owner may see it',
  filter: 'The filter holds',
  notification: 'You were notified of it',
  preference: 'Your preferences allow it by webhook',
};

/**
 * Why this webhook did or did not get an event, rule by rule. The event is in the address, so that the answer can be
 * shared.
 */
export function Explain({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const { event = '' } = route.useSearch();
  const navigate = useNavigate({ from: '/webhooks/$webhookId' });
  const [text, setText] = useState(event);
  const show = (id: string) => {
    setText(id);
    const search = parseWorkbenchSearch({ tab: 'recover', event: id.trim() });
    if (id.trim() === '' || isId(id)) void navigate({ search, replace: true });
  };
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="explain">
      <Stack gap="sm">
        <Title order={2} size="h5" id="explain">
          {t('Why did it get an event, or not?')}
        </Title>
        <Group gap="sm" align="flex-start">
          <RecentEventSelect value={event} onChange={show} />
          <TextInput
            label={t('Or the id of an event')}
            style={{ flex: '1 1 280px' }}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            value={text}
            error={text.trim() !== '' && !isId(text) ? t('This is not the id of an event.') : null}
            onChange={({ currentTarget }) => show(currentTarget.value)}
          />
        </Group>
        {event !== '' && <Answer key={event} webhookId={webhook.id} eventId={event} />}
      </Stack>
    </Paper>
  );
}

function Answer({ webhookId, eventId }: { webhookId: string; eventId: string }) {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['webhook-explain', webhookId, eventId],
    queryFn: ({ signal }) =>
      client.get('/api/webhooks/{id}/explain/{eventId}', { path: { id: webhookId, eventId }, signal }),
  });
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={5} height={36} />;
  const { matches, rules, deliveries, type } = data;
  return (
    <Stack gap="xs">
      <Alert color={matches ? 'green' : 'yellow'} variant="light" role="status">
        {matches
          ? t('With its current settings, it gets this {type}.', { type })
          : t('With its current settings, it does not get this {type}.', { type })}
      </Alert>
      <ul className="plain-list" aria-label={t('Rules')}>
        {rules.map(({ rule, holds, reason, values }) => {
          const Sign = holds ? IconCheck : IconX;
          const name = RULES[rule];
          return (
            <li key={rule} className={classes['triedRow']} data-matches={holds}>
              <Sign size={16} role="img" aria-label={holds ? t('Holds') : t('Does not hold')} />
              <div className={classes['triedText']}>
                <Words size="sm" fw={600}>
                  {name === undefined ? rule : t(name)}
                </Words>
                <Words size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {reason}
                </Words>
                <SeenValues values={values ?? []} />
              </div>
            </li>
          );
        })}
      </ul>
      <Words size="sm">{deliveries.length === 0 ? t('It was not sent to this webhook.') : t('What happened:')}</Words>
      {deliveries.map(({ id, status }) => (
        <Group key={id} gap="xs">
          <DeliveryStatusBadge status={status} />
          <Anchor
            component={Link}
            to="/deliveries"
            search={{ webhook_id: webhookId, open: `${webhookId}/${id}` } as never}
            size="sm"
          >
            {t('Show the delivery')}
          </Anchor>
        </Group>
      ))}
    </Stack>
  );
}
