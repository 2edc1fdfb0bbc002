import { Alert, Button, Group, Select, Stack, Text as Words } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { EventPicker } from '../ui/event-picker.js';
import { notifyDone, notifyFailed } from '../ui/notify.js';
import { Failure, Loading } from '../ui/states.js';
import { TimeSpan } from '../ui/time-span.js';
import { ENDPOINTS, endpointsQuery, failedCountQuery, QUEUE } from './queries.js';
import { ResumeButton } from './resume-button.js';
import { planOf, type PlanFields, type RetryPlan } from './retry-plan.js';

interface RetryFailedProps {
  /** The webhook chosen at first; null: all. */
  readonly webhookId: string | null;
  readonly onClose: () => void;
}

/** A plan: what to send again, how much that is, then the button that does it. */
export function RetryFailed({ webhookId, onClose }: RetryFailedProps) {
  const t = useT();
  const [fields, setFields] = useState<PlanFields>({ span: { since: '24h' }, types: [], webhook: webhookId });
  const plan = useMemo(() => planOf(fields), [fields]);
  const count = useQuery(failedCountQuery(plan));
  const { isSending, send } = useSend(plan, onClose);
  return (
    <Dialog onClose={onClose} size="lg" title={t('Retry failed deliveries')}>
      <Stack gap="sm">
        <PlanForm fields={fields} onChange={(part) => setFields((before) => ({ ...before, ...part }))} />
        <PausedNote webhookId={fields.webhook} />
        <Forecast count={count.data} error={count.error} onRetry={() => void count.refetch()} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button
            loading={isSending}
            disabled={(count.data ?? 0) === 0 || count.isPlaceholderData || count.error !== null}
            onClick={() => void send()}
          >
            {t('{count, plural, =0 {Send again} one {Send # again} other {Send # again}}', { count: count.data ?? 0 })}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function useSend(plan: RetryPlan, onDone: () => void) {
  const t = useT();
  const queryClient = useQueryClient();
  const [isSending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    try {
      const { retried } = await client.post('/api/webhooks/queue/retry-failed', { body: plan });
      notifyDone(
        t('{count, plural, one {# delivery is sent again.} other {# deliveries are sent again.}}', { count: retried }),
      );
      onDone();
    } catch (error) {
      notifyFailed(t('It could not be sent again.'), error);
    } finally {
      setSending(false);
    }
    await Promise.all([QUEUE, ENDPOINTS].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  };
  return { isSending, send };
}

interface PlanFormProps {
  readonly fields: PlanFields;
  readonly onChange: (part: Partial<PlanFields>) => void;
}

function PlanForm({ fields, onChange }: PlanFormProps) {
  const t = useT();
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  return (
    <>
      <TimeSpan label={t('Queued')} value={fields.span} onChange={(span) => onChange({ span })} />
      <Select
        label={t('Webhook')}
        placeholder={t('Any webhook')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('Clear') }}
        data={endpoints.map(({ id, name }) => ({ value: id, label: name }))}
        value={fields.webhook}
        onChange={(webhook) => onChange({ webhook })}
      />
      <EventPicker isOptional value={fields.types} onChange={(types) => onChange({ types })} />
    </>
  );
}

/** Nothing can be sent to a paused webhook until it is resumed. */
function PausedNote({ webhookId }: { webhookId: string | null }) {
  const t = useT();
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  const chosen = endpoints.find(({ id }) => id === webhookId);
  if (chosen === undefined || chosen.active) return null;
  return (
    <Group gap="sm">
      <Words size="sm">{t('{name} is paused.', { name: chosen.name })}</Words>
      <ResumeButton id={chosen.id} name={chosen.name} />
    </Group>
  );
}

interface ForecastProps {
  readonly count: number | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
}

function Forecast({ count, error, onRetry }: ForecastProps) {
  const t = useT();
  if (error !== null) return <Failure error={error} onRetry={onRetry} />;
  if (count === undefined) return <Loading rows={1} height={64} />;
  return (
    <Alert variant="light" color={count === 0 ? 'gray' : 'bell'} role="status">
      {count === 0
        ? t('No failed delivery matches. Deliveries of paused webhooks do not count: resume them first.')
        : t(
            '{count, plural, one {# failed delivery matches.} other {# failed deliveries match.}} Each keeps its id, so receivers can drop repeats.',
            { count },
          )}
    </Alert>
  );
}
