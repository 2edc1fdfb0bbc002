import { Button, Group, Stack, Text as Words, Title } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { notifyDone, notifyFailed } from '../ui/notify.js';
import { Question } from '../ui/question.js';
import { Failure, Loading } from '../ui/states.js';
import { QuarantinedItem } from './quarantined-item.js';
import { QUEUE, quarantineQuery, type Quarantined } from './queries.js';

/** Events that could not be processed. They wait here for an admin; other events were not held up. */
export function Quarantine() {
  const t = useT();
  const query = useInfiniteQuery(quarantineQuery);
  const [questioned, setQuestioned] = useState<Quarantined | null>(null);
  const { retry, retryAll, discard } = useActions();
  const events = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="xs" component="section" aria-label={t('Quarantine')}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('Quarantine')}
        </Title>
        {events !== undefined && events.length > 1 && (
          <Button size="compact-sm" variant="default" onClick={() => void retryAll()}>
            {t('Retry all events')}
          </Button>
        )}
      </Group>
      {events !== undefined && (
        <Words size="sm" c="dimmed">
          {events.length === 0
            ? t(
                'The quarantine is empty. An event that cannot be processed is set aside here, so that it does not stop the others.',
              )
            : t('These events could not be processed. Fix the cause, then retry them.')}
        </Words>
      )}
      {events === undefined &&
        (query.error === null ? (
          <Loading rows={2} />
        ) : (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ))}
      <Stack gap="xs" component="ul" className="plain-list" aria-label={t('Quarantine')}>
        {events?.map((event) => (
          <QuarantinedItem
            key={event.id}
            event={event}
            onRetry={() => void retry(event)}
            onDiscard={() => setQuestioned(event)}
          />
        ))}
      </Stack>
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('Show older')}
        </Button>
      )}
      {questioned !== null && (
        <Question
          title={t('Discard this event?')}
          action={t('Discard')}
          isGrave
          onConfirm={() => discard(questioned)}
          onClose={() => setQuestioned(null)}
        >
          <Words size="sm">
            {t('{type} will never be processed: no inbox, page or webhook gets it. This cannot be undone.', {
              type: questioned.type,
            })}
          </Words>
        </Question>
      )}
    </Stack>
  );
}

/** Each action reports its result. */
function useActions() {
  const t = useT();
  const queryClient = useQueryClient();
  const act = async (done: string, action: () => Promise<unknown>) => {
    try {
      await action();
      notifyDone(done);
    } finally {
      void queryClient.invalidateQueries({ queryKey: [QUEUE] });
    }
  };
  const attempt = (done: string, action: () => Promise<unknown>) =>
    act(done, action).catch((error: unknown) => notifyFailed(t('The action failed.'), error));
  return {
    retry: ({ id, type }: Quarantined) =>
      attempt(t('{type} is processed again.', { type }), () =>
        client.post('/api/events/quarantine/{id}/retry', { path: { id } }),
      ),
    retryAll: () => attempt(t('All are processed again.'), () => client.post('/api/events/quarantine/retry')),
    /** @throws CarillonError */
    discard: ({ id, type }: Quarantined) =>
      act(t('{type} was discarded.', { type }), () => client.delete('/api/events/quarantine/{id}', { path: { id } })),
  };
}
