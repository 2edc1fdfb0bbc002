import { Button, Code, Grid, Group, Paper, Stack, Text as Words } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Copy } from '../ui/copy.js';
import { notifyFailed } from '../ui/notify.js';
import { Page } from '../ui/page.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { AnswerButtons } from './answer-buttons.js';
import { binQuery, binRequestsQuery, senderQuery } from './queries.js';
import { RequestDetail } from './request-detail.js';
import { RequestList } from './request-list.js';

const route = getRouteApi('/shell/bin/$id');

/** A receiver for inspection: what arrived, whether its signature verifies, and how it answers. */
export function BinPage() {
  const t = useT();
  const { id } = route.useParams();
  const { request } = route.useSearch();
  const bin = useQuery(binQuery(id));
  const { data: requests, error, refetch } = useQuery(binRequestsQuery(id));
  useRoom(`bin:${id}`);
  const shown = request ?? requests?.[0]?.id;
  const failure = bin.error ?? error;
  if (failure !== null && bin.data === undefined) {
    return (
      <Page title={t('Test bin')}>
        <Failure error={failure} onRetry={() => void Promise.all([bin.refetch(), refetch()])} />
      </Page>
    );
  }
  return (
    <Page title={t('Test bin')} actions={<SendTest binId={id} />}>
      <Address id={id} expiresAt={bin.data?.expires_at} />
      {bin.data !== undefined && <AnswerButtons bin={bin.data} />}
      {requests === undefined && <Loading rows={4} />}
      {requests?.length === 0 && (
        <Empty icon={IconInbox} title={t('No requests yet.')}>
          <Words size="sm">{t('Send a request to the URL above. It appears here at once.')}</Words>
        </Empty>
      )}
      {requests !== undefined && requests.length > 0 && (
        <Grid>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <RequestList binId={id} requests={requests} shown={shown} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            {shown !== undefined && <RequestDetail key={shown} binId={id} requestId={shown} />}
          </Grid.Col>
        </Grid>
      )}
    </Page>
  );
}

function Address({ id, expiresAt }: { id: string; expiresAt: string | undefined }) {
  const t = useT();
  const url = `${location.origin}/bin/${id}`;
  const curl = `curl -X POST ${url} -H 'content-type: application/json' -d '{"hello":"bin"}'`;
  return (
    <Paper withBorder p="sm">
      <Stack gap={4}>
        <Line text={url} what={t('Copy the URL')} />
        <Line text={curl} what={t('Copy the command')} />
        {expiresAt !== undefined && (
          <Words size="xs" c="dimmed">
            {t('Keeps the last 100 requests for 24 hours. Expires')} <Time at={expiresAt} isPlanned />
          </Words>
        )}
      </Stack>
    </Paper>
  );
}

function Line({ text, what }: { text: string; what: string }) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Code style={{ flex: 1, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{text}</Code>
      <Copy value={text} what={what} />
    </Group>
  );
}

/** Shown when one of the person's webhooks sends to this bin. Its test arrives as a request, with its signature. */
function SendTest({ binId }: { binId: string }) {
  const t = useT();
  const formats = useFormats();
  const { data: webhook } = useQuery(senderQuery(binId));
  const [isSending, setSending] = useState(false);
  if (webhook === undefined || webhook === null) return null;
  const send = async () => {
    setSending(true);
    try {
      const path = { id: webhook.id };
      const answer = await client.post('/api/webhooks/{id}/test', { path, body: { type: 'webhook.test' } });
      if (!answer.success) {
        const reason = answer.error ?? `HTTP ${answer.status} (${formats.duration(answer.duration_ms)})`;
        notifyFailed(t('The test of {name} failed.', { name: webhook.name }), new Error(reason));
      }
    } catch (error) {
      notifyFailed(webhook.name, error);
    } finally {
      setSending(false);
    }
  };
  return (
    <Button loading={isSending} onClick={() => void send()}>
      {t('Send a test')}
    </Button>
  );
}
