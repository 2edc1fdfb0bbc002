import { Alert, Button, Group, Paper, Progress, Select, Stack, Text as Words, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.js';
import { useFormats, type Formats } from '../../i18n/format.js';
import { useT, type Translate } from '../../i18n/text.js';
import { notifyFailed } from '../../ui/notify.js';
import { Failure, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { LAST_DELIVERIES, type Webhook } from '../queries.js';
import { jobQuery, planQuery, startRecovery, type Job, type Window } from './recovery-queries.js';
import { fieldFault } from './trial-queries.js';

const TYPING_MS = 400;
const SPANS = ['1h', '24h', '7d', '30d'] as const;
const OWN = 'own';

/** First the number, then the button that sends them. */
export function Recovery({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const [window, setWindow] = useState<Window>({ since: '24h', until: '' });
  const [planned] = useDebouncedValue(window, TYPING_MS);
  const [jobId, setJobId] = useState<string | null>(null);
  const plan = useQuery(planQuery(webhook, planned));
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="recovery">
      <Stack gap="sm">
        <Title order={2} size="h5" id="recovery">
          {t('Send again what was missed')}
        </Title>
        <Words size="sm">
          {t(
            'Everything that failed or was never sent in this time. Each delivery keeps its id, so a receiver can drop repeats.',
          )}
        </Words>
        <WindowFields window={window} onChange={setWindow} error={plan.error} />
        {jobId === null ? (
          <Plan webhook={webhook} window={planned} plan={plan} onStarted={setJobId} />
        ) : (
          <Progressing webhook={webhook} jobId={jobId} onDone={() => setJobId(null)} />
        )}
      </Stack>
    </Paper>
  );
}

interface WindowFieldsProps {
  readonly window: Window;
  readonly onChange: (window: Window) => void;
  readonly error: unknown;
}

function WindowFields({ window, onChange, error }: WindowFieldsProps) {
  const t = useT();
  const [isOwn, setOwn] = useState(false);
  const labels = {
    '1h': t('The last hour'),
    '24h': t('The last 24 hours'),
    '7d': t('The last 7 days'),
    '30d': t('The last 30 days'),
  };
  const choose = (value: string | null) => {
    setOwn(value === OWN);
    if (value === OWN) onChange({ since: inputTime(Date.now() - 86_400_000), until: inputTime(Date.now()) });
    else onChange({ since: value ?? '24h', until: '' });
  };
  return (
    <Group gap="sm" align="flex-start">
      <Select
        label={t('Time')}
        allowDeselect={false}
        data={[...SPANS.map((value) => ({ value, label: labels[value] })), { value: OWN, label: t('From … to …') }]}
        value={isOwn ? OWN : window.since}
        onChange={choose}
      />
      {isOwn && (
        <>
          <TextInput
            label={t('From')}
            type="datetime-local"
            value={window.since}
            error={fieldFault(error, 'since')}
            onChange={({ currentTarget }) => onChange({ ...window, since: currentTarget.value })}
          />
          <TextInput
            label={t('To')}
            type="datetime-local"
            value={window.until}
            error={fieldFault(error, 'until')}
            onChange={({ currentTarget }) => onChange({ ...window, until: currentTarget.value })}
          />
        </>
      )}
    </Group>
  );
}

interface PlanProps {
  readonly webhook: Webhook;
  readonly window: Window;
  readonly plan: {
    readonly data: { readonly count: number } | undefined;
    readonly error: unknown;
    readonly isPlaceholderData: boolean;
    readonly refetch: () => unknown;
  };
  readonly onStarted: (jobId: string | null) => void;
}

function Plan({ webhook, window, plan, onStarted }: PlanProps) {
  const t = useT();
  const formats = useFormats();
  const queryClient = useQueryClient();
  const [isStarting, setStarting] = useState(false);
  const { data, error } = plan;
  if (error !== null) {
    const isTypo = ['since', 'until'].some((field) => fieldFault(error, field) !== null);
    return isTypo ? null : <Failure error={error} onRetry={() => void plan.refetch()} />;
  }
  if (data === undefined) return <Loading rows={1} height={36} />;
  const start = async () => {
    setStarting(true);
    try {
      const job = await startRecovery(webhook, window);
      onStarted(job);
      await queryClient.invalidateQueries({ queryKey: [LAST_DELIVERIES, webhook.id] });
    } catch (fault) {
      notifyFailed(t('The recovery could not be started.'), fault);
    } finally {
      setStarting(false);
    }
  };
  return (
    <Stack gap="xs">
      <Words fw={600} role="status">
        {t(
          '{count, plural, =0 {Nothing was missed.} one {# delivery would be sent again.} other {# deliveries would be sent again.}}',
          {
            count: data.count,
          },
        )}
      </Words>
      {!webhook.active && data.count > 0 && (
        <Alert color="yellow" variant="light">
          {t('The webhook is paused. Resume it, then send again what was missed.')}
        </Alert>
      )}
      <Group>
        <Button
          loading={isStarting}
          disabled={data.count === 0 || plan.isPlaceholderData || !webhook.active}
          onClick={() => void start()}
        >
          {t('Send {count} again', { count: formats.number(data.count) })}
        </Button>
      </Group>
    </Stack>
  );
}

interface ProgressingProps {
  readonly webhook: Webhook;
  readonly jobId: string;
  readonly onDone: () => void;
}

/** How many are in the queue; the deliveries show each result. */
function Progressing({ webhook, jobId, onDone }: ProgressingProps) {
  const t = useT();
  const formats = useFormats();
  const queryClient = useQueryClient();
  const { data: job, error, refetch } = useQuery(jobQuery(webhook.id, jobId));
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (job === undefined) return <Loading rows={1} height={36} />;
  const cancel = async () => {
    try {
      await client.delete('/api/webhooks/{id}/recover/{jobId}', { path: { id: webhook.id, jobId } });
      await refetch();
    } catch (fault) {
      notifyFailed(t('The recovery could not be cancelled.'), fault);
    }
  };
  const again = async () => {
    await queryClient.invalidateQueries({ queryKey: ['webhook-plan', webhook.id] });
    onDone();
  };
  const share = job.count === 0 ? 100 : Math.min(100, ((job.resent + job.failed) / job.count) * 100);
  return (
    <Stack gap="xs">
      <Progress value={job.status === 'done' ? 100 : share} aria-label={t('Progress of the recovery')} />
      <Words size="sm" role="status">
        {jobText({ t, formats }, job)}
      </Words>
      <Words size="xs" c="dimmed">
        {t('Started')} <Time at={job.created_at} />
      </Words>
      <Group>
        {job.status === 'running' ? (
          <Button variant="default" onClick={() => void cancel()}>
            {t('Cancel the recovery')}
          </Button>
        ) : (
          <Button variant="default" onClick={() => void again()}>
            {t('Look again')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface Language {
  readonly t: Translate;
  readonly formats: Formats;
}

function jobText({ t, formats }: Language, { status, resent, count, failed }: Job): string {
  const values = { resent: formats.number(resent), count: formats.number(count) };
  const texts = {
    running: t('{resent} of {count} are in the queue.', values),
    done: t('Done: {resent} of {count} are in the queue or were sent.', values),
    cancelled: t('Cancelled: {resent} of {count} were in the queue by then.', values),
  };
  const lost = failed === 0 ? '' : ` ${t('{count} could not be queued.', { count: formats.number(failed) })}`;
  return texts[status] + lost;
}

/** In the form of the browser's field for a local time. */
function inputTime(ms: number): string {
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
