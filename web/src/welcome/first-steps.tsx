import { Alert, Anchor, Button, Code, Group, Stack, Text as Words } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { Copy } from '../ui/copy.js';
import { Refusal } from '../ui/refusal.js';
import { newestBinQuery, senderQuery, WELCOME, type Sender } from './queries.js';
import { Step, type StepState } from './step.js';
import { useAction } from './use-action.js';

interface BinStepProps {
  readonly state: StepState;
  readonly bin: { readonly id: string } | null;
}

export function BinStep({ state, bin }: BinStepProps) {
  const t = useT();
  const queryClient = useQueryClient();
  const { run, isRunning, errors } = useAction(async () => {
    queryClient.setQueryData(newestBinQuery.queryKey, await client.post('/api/bins', { body: {} }));
  });
  const url = `${location.origin}/bin/${bin?.id ?? ''}`;
  return (
    <Step
      number={1}
      state={state}
      title={t('A bin to receive')}
      text={t(
        'A bin is a receiver on this server. It takes any request and shows it to you, so you need no service of your own.',
      )}
    >
      <Refusal>{errors.rest}</Refusal>
      {bin === null ? (
        <div>
          <Button data-action loading={isRunning} onClick={run}>
            {t('Create a bin')}
          </Button>
        </div>
      ) : (
        <>
          <Group gap="xs" wrap="nowrap">
            <Code style={{ overflowWrap: 'anywhere', minWidth: 0 }}>{url}</Code>
            <Copy value={url} what={t('Copy the URL')} />
          </Group>
          <Anchor component={Link} to="/bin/$id" params={{ id: bin.id } as never} size="sm">
            {t('Open the bin')}
          </Anchor>
        </>
      )}
    </Step>
  );
}

interface WebhookStepProps {
  readonly state: StepState;
  readonly binId: string | undefined;
  readonly webhook: Sender | null;
}

export function WebhookStep({ state, binId, webhook }: WebhookStepProps) {
  const t = useT();
  const queryClient = useQueryClient();
  const { queryKey } = senderQuery(binId);
  const [secret, setSecret] = useState<string | undefined>();
  const create = useAction(async () => {
    const body = { url: `/bin/${binId ?? ''}`, name: t('My test bin'), owner_type: 'user' as const, events: ['*'] };
    const made = await client.post('/api/webhooks', { body });
    setSecret(made.secret);
    await queryClient.invalidateQueries({ queryKey });
  });
  return (
    <Step
      number={2}
      state={state}
      title={t('A webhook that sends to it')}
      text={t(
        'A webhook sends every event that concerns you to a URL, signed with a secret that only you and the receiver know.',
      )}
    >
      <Refusal>{create.errors.rest}</Refusal>
      {webhook === null ? (
        <div>
          <Button data-action disabled={binId === undefined} loading={create.isRunning} onClick={create.run}>
            {t('Create the webhook')}
          </Button>
        </div>
      ) : (
        <>
          <Words size="sm" style={{ overflowWrap: 'anywhere' }}>
            {t('“{name}” sends to your bin.', { name: webhook.name })}
          </Words>
          {secret !== undefined && <Secret value={secret} />}
          {!webhook.active && <Paused webhook={webhook} />}
        </>
      )}
    </Step>
  );
}

/** The server shows it once; a receiver needs it. */
function Secret({ value }: { value: string }) {
  const t = useT();
  return (
    <Stack gap={4}>
      <Words size="xs" c="dimmed">
        {t('Its secret, shown only once. The bin knows it already; your own receiver will need it.')}
      </Words>
      <Group gap="xs" wrap="nowrap">
        <Code style={{ overflowWrap: 'anywhere', minWidth: 0 }}>{value}</Code>
        <Copy value={value} what={t('Copy the secret')} />
      </Group>
    </Stack>
  );
}

function Paused({ webhook: { id, disabled_reason: reason } }: { webhook: Sender }) {
  const t = useT();
  const queryClient = useQueryClient();
  const resume = useAction(async () => {
    await client.post('/api/webhooks/{id}/enable', { path: { id }, body: {} });
    await queryClient.invalidateQueries({ queryKey: [WELCOME, 'webhook'] });
  });
  return (
    <Alert color="yellow" variant="light" title={t('The webhook is paused.')}>
      <Stack gap="xs" align="flex-start">
        {reason !== null && <Words size="sm">{reason}</Words>}
        <Refusal>{resume.errors.rest}</Refusal>
        <Button size="compact-sm" variant="default" loading={resume.isRunning} onClick={resume.run}>
          {t('Resume')}
        </Button>
      </Stack>
    </Alert>
  );
}
