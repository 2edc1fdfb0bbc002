import { Alert, Anchor, Button, Group, Paper, Select, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../api/client.js';
import { useFormats } from '../../i18n/format.js';
import { useT } from '../../i18n/text.js';
import { notifyFailed } from '../../ui/notify.js';
import { eventTypesQuery } from '../../ui/event-types.js';
import type { Webhook } from '../queries.js';

const TEST = 'webhook.test';
type Answer = Awaited<ReturnType<typeof send>>;

/** Sends the example of an event like a real delivery, and shows the receiver's answer. */
export function TestSender({ webhook: { id, name } }: { webhook: Webhook }) {
  const t = useT();
  const { data: types = [] } = useQuery(eventTypesQuery);
  const [type, setType] = useState(TEST);
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const test = async () => {
    setBusy(true);
    try {
      setAnswer(await send(id, type));
    } catch (error) {
      notifyFailed(name, error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="test-sender">
      <Stack gap="xs">
        <Title order={2} size="h5" id="test-sender">
          {t('Try it')}
        </Title>
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <Select
            label={t('Example of')}
            searchable
            allowDeselect={false}
            style={{ flex: 1 }}
            nothingFoundMessage={t('Not found')}
            data={[...new Set([TEST, ...types.map((known) => known.type)])]}
            value={type}
            onChange={(value) => setType(value ?? TEST)}
          />
          <Button loading={isBusy} onClick={() => void test()}>
            {t('Send it')}
          </Button>
        </Group>
        {answer !== null && <Outcome answer={answer} webhookId={id} />}
      </Stack>
    </Paper>
  );
}

function Outcome({ answer, webhookId }: { answer: Answer; webhookId: string }) {
  const t = useT();
  const formats = useFormats();
  const { success, status, duration_ms: ms, error, delivery_id: delivery } = answer;
  const took = formats.duration(ms);
  return (
    <Alert color={success ? 'green' : 'red'} variant="light" role="status">
      {success ? t('The receiver answered {status} after {took}.', { status, took }) : (error ?? `HTTP ${status}`)}{' '}
      <Anchor
        component={Link}
        to="/deliveries"
        search={{ webhook_id: webhookId, open: `${webhookId}/${delivery}` } as never}
        size="sm"
        c="inherit"
        underline="always"
      >
        {t('Show the delivery')}
      </Anchor>
    </Alert>
  );
}

function send(id: string, type: string) {
  return client.post('/api/webhooks/{id}/test', { path: { id }, body: { type } });
}
