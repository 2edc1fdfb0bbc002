import { Alert, Anchor, Button, Group, Stack } from '@mantine/core';
import { IconBellRinging, IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { Refusal } from '../ui/refusal.js';
import { BinOutcome } from './bin-outcome.js';
import { Outcome } from './outcome.js';
import {
  isBellOffQuery,
  isRingData,
  RING_EVENT,
  type Arrival,
  type Ring,
  type RingData,
  type Sender,
} from './queries.js';
import { Step, type StepState } from './step.js';
import { elapsed, note, now } from './stopwatch.js';
import { useAction } from './use-action.js';

interface RingStepProps {
  readonly state: StepState;
  readonly webhook: Sender | null;
  readonly binId: string | undefined;
  readonly ticket: { readonly number: number } | null;
  readonly arrivals: readonly Arrival[];
  readonly rings: readonly Ring[];
}

export function RingStep({ state, webhook, binId, ticket, arrivals, rings }: RingStepProps) {
  const t = useT();
  const [clicked, setClicked] = useState('');
  const ring = useRing(binId, ticket, setClicked);
  const { key, bell, arrival } = newestRing({ clicked, binId, arrivals, rings });
  const isComplete = bell !== undefined && arrival?.signature.state === 'valid';
  return (
    <Step
      number={4}
      state={isComplete ? 'done' : state}
      title={t('It rings')}
      text={t(
        'One event goes to everyone it concerns. Here that is you: your bell rings, and your bin gets the signed request.',
      )}
    >
      <Refusal>{ring.errors.rest}</Refusal>
      <BellOff />
      <div>
        <Button
          data-action
          leftSection={<IconBellRinging size={18} aria-hidden />}
          variant={key === '' ? 'filled' : 'default'}
          disabled={ticket === null || webhook === null}
          loading={ring.isRunning}
          onClick={ring.run}
        >
          {key === '' ? t('Make it ring') : t('Ring again')}
        </Button>
      </div>
      {key !== '' && (
        <Stack component="ul" gap="xs" className="plain-list" aria-label={t('What rang')} aria-live="polite">
          <Outcome
            icon={IconBellRinging}
            label={t('Your bell')}
            at={bell?.created_at}
            tookMs={bell && elapsed(key, bell.id)}
          />
          <BinOutcome
            icon={IconWebhook}
            label={t('Your bin')}
            arrival={arrival}
            tookMs={arrival && elapsed(key, arrival.id)}
            webhook={webhook}
          />
        </Stack>
      )}
      {isComplete && <WhatNext eventId={arrival.event?.id} />}
    </Step>
  );
}

/** The event concerns only the sender, so no one else is notified. */
function useRing(binId: string | undefined, ticket: RingStepProps['ticket'], onClicked: (key: string) => void) {
  const t = useT();
  const me = useMe();
  return useAction(async () => {
    const data: RingData = { bin_id: binId ?? '', clicked_at: new Date().toISOString() };
    note(data.clicked_at, now());
    const message = t('Ticket #{number} rings your bell. It works.', { number: String(ticket?.number ?? '') });
    await client.post('/api/events', {
      body: { type: RING_EVENT, user_id: me.id, data: { ...data }, notify: { message } },
    });
    onClicked(data.clicked_at);
  });
}

/** The results of the last click, also after a reload. The key is empty when there was none. */
function newestRing({
  clicked,
  binId,
  arrivals,
  rings,
}: Pick<RingStepProps, 'binId' | 'arrivals' | 'rings'> & { clicked: string }) {
  const bells = rings.filter(({ data }) => data.bin_id === binId);
  const requests = arrivals.filter(({ event }) => event?.type === RING_EVENT && isRingData(event.data));
  const keyOf = ({ event }: Arrival) => (isRingData(event?.data) ? event.data.clicked_at : '');
  const keys = [clicked, ...bells.map(({ data }) => data.clicked_at), ...requests.map(keyOf)];
  const key = keys.reduce((newest, one) => (one > newest ? one : newest), '');
  return {
    key,
    bell: bells.find(({ data }) => data.clicked_at === key),
    arrival: requests.find((request) => keyOf(request) === key),
  };
}

function BellOff() {
  const t = useT();
  const { data: isOff } = useQuery(isBellOffQuery);
  if (isOff !== true) return null;
  return (
    <Alert color="yellow" variant="light">
      {t('Your bell is switched off for events from outside.')}{' '}
      <Anchor component={Link} to="/inbox" search={{ panel: 'preferences' } as never} size="sm">
        {t('Preferences')}
      </Anchor>
    </Alert>
  );
}

function WhatNext({ eventId }: { eventId: string | undefined }) {
  const t = useT();
  return (
    <Stack gap="xs">
      <Alert color="green" variant="light" role="status" title={t('Your webhook is verified, and it rings.')} />
      <Group gap="md">
        {eventId !== undefined && (
          <Anchor component={Link} to="/events/$id" params={{ id: eventId } as never} size="sm">
            {t('All that came of this event')}
          </Anchor>
        )}
        <Anchor component={Link} to="/webhooks" size="sm">
          {t('Send to a URL of your own')}
        </Anchor>
        <Anchor href="/docs/webhooks" size="sm">
          {t('How to check signatures')}
        </Anchor>
      </Group>
    </Stack>
  );
}
