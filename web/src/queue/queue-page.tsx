import { Button, Stack, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { EndpointList } from './endpoint-list.js';
import { Figures } from './figures.js';
import { Quarantine } from './quarantine.js';
import { RetryFailed } from './retry-failed.js';
import { ALL } from './search.js';

const route = getRouteApi('/shell/queue');

/** What waits to be delivered, where it fails, and what can be done about it, live. */
export function QueuePage() {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate({ from: '/queue' });
  const { retry } = route.useSearch();
  useRoom('webhooks');
  const plan = (webhook: string | undefined) =>
    void navigate({ search: webhook === undefined ? {} : { retry: webhook }, replace: retry !== undefined });
  return (
    <Page
      title={t('Queue')}
      actions={
        <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => plan(ALL)}>
          {t('Retry failed')}
        </Button>
      }
    >
      <Figures />
      <Stack gap="xs" component="section" aria-label={t('Webhooks')}>
        <Title order={2} size="h4">
          {t('Webhooks')}
        </Title>
        <EndpointList onRetry={plan} />
      </Stack>
      {me.role === 'admin' && <Quarantine />}
      {retry !== undefined && (
        <RetryFailed key={retry} webhookId={retry === ALL ? null : retry} onClose={() => plan(undefined)} />
      )}
    </Page>
  );
}
