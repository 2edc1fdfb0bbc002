import { Button, Group, Text as Words } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/client.js';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { notifyFailed } from '../ui/notify.js';
import { binQuery, type Bin } from './queries.js';

const SLOW_MS = 10_000;

const ANSWERS = [
  { status: 200, delay_ms: 0, label: msg('200 OK') },
  { status: 410, delay_ms: 0, label: msg('410 Gone') },
  { status: 500, delay_ms: 0, label: msg('500 Error') },
  { status: 200, delay_ms: SLOW_MS, label: msg('200 after 10 s') },
] as const;

/** Sets how the bin answers from the next request on. */
export function AnswerButtons({ bin }: { bin: Bin }) {
  const t = useT();
  const queryClient = useQueryClient();
  const { queryKey } = binQuery(bin.id);
  const change = useMutation({
    mutationFn: (body: { status: number; delay_ms: number }) =>
      client.patch('/api/bins/{id}', { path: { id: bin.id }, body }),
    onSuccess: (changed) => queryClient.setQueryData(queryKey, changed),
    onError: (error) => notifyFailed(t('The answer was not changed.'), error),
  });
  const { status, delay_ms: delay } = change.isPending ? change.variables : bin;
  return (
    <Group gap="xs" role="group" aria-label={t('Answer with')}>
      <Words size="sm" aria-hidden>
        {t('Answer with')}
      </Words>
      {ANSWERS.map(({ label, ...answer }) => {
        const isChosen = answer.status === status && answer.delay_ms === delay;
        return (
          <Button
            key={label}
            size="compact-sm"
            variant={isChosen ? 'filled' : 'default'}
            aria-pressed={isChosen}
            onClick={() => change.mutate(answer)}
          >
            {t(label)}
          </Button>
        );
      })}
    </Group>
  );
}
