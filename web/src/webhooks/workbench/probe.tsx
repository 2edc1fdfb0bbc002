import { Button, Group, Paper, Stack, Text as Words, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.js';
import { useT } from '../../i18n/text.js';
import { notifyFailed } from '../../ui/notify.js';
import { WEBHOOKS, type Webhook } from '../queries.js';

/** Whether the receiver checks signatures: the result of the last badly signed test, and a new one. */
export function Probe({ webhook: { id, name, health } }: { webhook: Webhook }) {
  const t = useT();
  const queryClient = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [verdict, setVerdict] = useState<string | null>(null);
  const probe = async () => {
    setBusy(true);
    try {
      setVerdict((await client.post('/api/webhooks/{id}/probe', { path: { id } })).verdict);
      await queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
    } catch (error) {
      notifyFailed(name, error);
    } finally {
      setBusy(false);
    }
  };
  const known = {
    yes: t('Checks signatures'),
    no: t('Does not check signatures'),
    unknown: t('Unknown: no badly signed test was sent yet.'),
  };
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="probe">
      <Stack gap="xs">
        <Title order={2} size="h5" id="probe">
          {t('Signatures')}
        </Title>
        <Words size="sm" c={health.verifies === 'no' ? 'red' : undefined}>
          {known[health.verifies]}
        </Words>
        {verdict !== null && (
          <Words size="sm" role="status">
            {verdict}
          </Words>
        )}
        <Group gap="xs">
          <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => void probe()}>
            {t('Send a badly signed test')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
