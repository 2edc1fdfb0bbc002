import { Button, Stack, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { EndpointList } from './endpoint-list.js';
import { Figures } from './figures.js';
import { Quarantine } from './quarantine.js';
import { RetryFailed } from './retry-failed.js';

/** What waits to be delivered, where it fails, and what can be done about it. It changes while one looks. */
export function QueuePage() {
  const t = useT();
  const me = useMe();
  /** The webhook for which a plan is open; null: for all. */
  const [planned, setPlanned] = useState<string | null | undefined>(undefined);
  useRoom('webhooks');
  return (
    <Page
      title={t('Queue')}
      actions={
        <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => setPlanned(null)}>
          {t('Retry failed')}
        </Button>
      }
    >
      <Figures />
      <Stack gap="xs" component="section" aria-label={t('Webhooks')}>
        <Title order={2} size="h4">
          {t('Webhooks')}
        </Title>
        <EndpointList onRetry={setPlanned} />
      </Stack>
      {me.role === 'admin' && <Quarantine />}
      {planned !== undefined && <RetryFailed webhookId={planned} onClose={() => setPlanned(undefined)} />}
    </Page>
  );
}
