import { Anchor, Group, Paper, Stack, Text as Words, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { traceQuery, type EventTrace } from '../api/trace.js';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { OutcomeLine } from '../ui/outcome-line.js';
import { PERSON_OUTCOMES, WEBHOOK_OUTCOMES } from '../ui/outcomes.js';
import { Failure, Loading } from '../ui/states.js';
import { Resend } from './resend.js';

/** What an event led to: who was notified, which rooms and webhooks got it, who did not, and why. Updates live. */
export function Trace({ id }: { id: string }) {
  const t = useT();
  const { data, error, refetch } = useQuery(traceQuery(id));
  return (
    <Stack gap="sm" component="section" aria-label={t('What came of it')}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('What came of it')}
        </Title>
        <Resend eventId={id} />
      </Group>
      {data === undefined &&
        (error === null ? <Loading rows={4} /> : <Failure error={error} onRetry={() => void refetch()} />)}
      {data !== undefined && <Parts trace={data} />}
    </Stack>
  );
}

function Parts({ trace }: { trace: EventTrace }) {
  const t = useT();
  const formats = useFormats();
  const { recorded_at: recorded, dispatched_at: dispatched, recomputed } = trace;
  const took = dispatched === null ? null : formats.duration(Date.parse(dispatched) - Date.parse(recorded));
  return (
    <>
      <Words size="sm">
        {trace.event.cursor === null
          ? t('Recorded. Waiting to be added to the log.')
          : took !== null && t('In the log {took} after it was recorded.', { took })}
      </Words>
      <Part title={t('People')} count={trace.recipients_total} empty={t('No one is notified.')}>
        {trace.recipients.map((person) => (
          <Person key={`${person.user_id} ${person.type}`} person={person} />
        ))}
      </Part>
      <Part title={t('Rooms')} count={trace.rooms.length} empty={t('Not pushed to any room.')}>
        {trace.rooms.map(({ room, message }) => (
          <OutcomeLine key={room} name={room} facts={[message]} isCode />
        ))}
      </Part>
      <Part title={t('Webhooks')} count={trace.endpoints_total} empty={t('There are no webhooks yet.')}>
        {trace.endpoints.map((endpoint) => (
          <Endpoint key={endpoint.webhook_id} endpoint={endpoint} trace={trace} />
        ))}
      </Part>
      {recomputed && (
        <Words size="xs" c="dimmed">
          {t('Reasons why something was not sent follow the current rules and rights.')}
        </Words>
      )}
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly count: number;
  readonly empty: string;
  readonly children: readonly ReactNode[];
}

function Part({ title, count, empty, children }: PartProps) {
  const t = useT();
  return (
    <Paper withBorder p="sm">
      <Title order={3} size="h5" mb={4}>
        {title}
      </Title>
      {count === 0 ? (
        <Words size="sm" c="dimmed">
          {empty}
        </Words>
      ) : (
        <ul className="plain-list" aria-label={title}>
          {children}
        </ul>
      )}
      {count > children.length && (
        <Words size="xs" c="dimmed">
          {t('{count, plural, one {and # more} other {and # more}}', { count: count - children.length })}
        </Words>
      )}
    </Paper>
  );
}

function Person({ person }: { person: EventTrace['recipients'][number] }) {
  const { name, type, reason, outcome, channels } = person;
  const used = Object.entries(channels ?? {}).flatMap(([channel, isUsed]) => (isUsed ? [channel] : []));
  return (
    <OutcomeLine
      name={name}
      outcome={PERSON_OUTCOMES[outcome]}
      facts={[type, reason, used.length === 0 ? null : used.join(', ')]}
    />
  );
}

interface EndpointProps {
  readonly endpoint: EventTrace['endpoints'][number];
  readonly trace: EventTrace;
}

function Endpoint({ endpoint, trace }: EndpointProps) {
  const t = useT();
  const formats = useFormats();
  const { webhook_id: webhookId, name, outcome, why, delivery } = endpoint;
  const arrived = delivery?.delivered_at ?? null;
  const took = arrived === null ? null : formats.duration(Date.parse(arrived) - Date.parse(trace.recorded_at));
  return (
    <OutcomeLine
      name={name}
      outcome={WEBHOOK_OUTCOMES[outcome]}
      facts={[took === null ? null : t('{took} after it was recorded', { took }), why]}
    >
      {delivery !== null && (
        <Anchor
          component={Link}
          to="/deliveries"
          search={{ event_id: trace.event.id, open: `${webhookId}/${delivery.id}` } as never}
          size="xs"
        >
          {t('Delivery')}
        </Anchor>
      )}
    </OutcomeLine>
  );
}
