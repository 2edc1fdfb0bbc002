import { Button, Stack, Text as Words } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { Failure, Loading } from '../ui/states.js';
import { BinStep, WebhookStep } from './first-steps.js';
import { arrivalsQuery, newestBinQuery, ringsQuery, senderQuery, ticketQuery } from './queries.js';
import { RingStep } from './ring-step.js';
import type { StepState } from './step.js';
import { TicketStep } from './ticket-step.js';

/** From an empty installation to a webhook that rings. The state comes from the server, so a reload changes nothing. */
export function WelcomePage() {
  const t = useT();
  return (
    <Page
      title={t('First steps')}
      actions={
        <Button component={Link} to="/tickets" variant="default">
          {t('Go to the tickets')}
        </Button>
      }
    >
      <Words>{t('Four clicks from an empty desk to a webhook that rings. There is nothing to install.')}</Words>
      <Steps />
    </Page>
  );
}

function Steps() {
  const t = useT();
  const progress = useProgress();
  const list = useRef<HTMLDivElement>(null);
  const { current, isLoaded } = progress;
  useFocusOnNext(list, isLoaded ? current : undefined);
  if (progress.error === null && !isLoaded) return <Loading rows={4} height={110} />;
  const stateOf = (step: number): StepState => (step < current ? 'done' : step === current ? 'current' : 'later');
  const { bin, webhook, ticket, arrivals, rings } = progress;
  return (
    <>
      {progress.error !== null && <Failure error={progress.error} onRetry={progress.retry} />}
      {isLoaded && (
        <Stack component="ol" ref={list} gap="sm" className="plain-list" aria-label={t('First steps')} maw={760}>
          <BinStep state={stateOf(1)} bin={bin} />
          <WebhookStep state={stateOf(2)} binId={bin?.id} webhook={webhook} />
          <TicketStep state={stateOf(3)} webhook={webhook} ticket={ticket} arrivals={arrivals} />
          <RingStep
            state={stateOf(4)}
            binId={bin?.id}
            webhook={webhook}
            ticket={ticket}
            arrivals={arrivals}
            rings={rings}
          />
        </Stack>
      )}
    </>
  );
}

function useProgress() {
  const me = useMe();
  const bin = useQuery(newestBinQuery);
  const binId = bin.data?.id;
  const webhook = useQuery(senderQuery(binId));
  const ticket = useQuery(ticketQuery(me.id, webhook.data));
  const arrivals = useQuery(arrivalsQuery(binId));
  const rings = useQuery(ringsQuery);
  useRoom(binId === undefined ? undefined : `bin:${binId}`);
  useRoom('webhooks');
  // A query that waits for the previous step is not loading.
  const queries = [bin, webhook, ticket, arrivals, rings];
  const failed = queries.filter(({ data, error }) => data === undefined && error !== null);
  const isSettled = queries.every(({ isLoading }) => !isLoading) && failed.length === 0;
  // What later steps load belongs to what was just created, so it exists and is empty.
  const [isLoaded, setLoaded] = useState(isSettled);
  if (isSettled && !isLoaded) setLoaded(true);
  return {
    bin: bin.data ?? null,
    webhook: webhook.data ?? null,
    ticket: ticket.data ?? null,
    arrivals: arrivals.data ?? [],
    rings: rings.data ?? [],
    current: [bin.data, webhook.data, ticket.data].findIndex((one) => one === null || one === undefined) + 1 || 4,
    isLoaded,
    error: failed[0]?.error ?? null,
    retry: () => void Promise.all(failed.map(({ refetch }) => refetch())),
  };
}

/** A finished step's button is gone, and the focus with it. The next step's button gets it, so that Enter is enough. */
function useFocusOnNext(list: { readonly current: HTMLElement | null }, step: number | undefined): void {
  const before = useRef(step);
  useEffect(() => {
    const isNext = before.current !== undefined && step === before.current + 1;
    before.current = step;
    if (isNext) list.current?.querySelector<HTMLElement>(`[data-step="${step}"] [data-action]`)?.focus();
  }, [list, step]);
}
