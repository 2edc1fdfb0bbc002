import { Button, Stack, Text as Words } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBrandDiscord } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { AdminPage } from './admin-page.js';
import { DiscordForm } from './discord-form.js';
import { systemWebhooksQuery, type SystemWebhook } from './system-webhook-queries.js';
import { SystemWebhookCard } from './system-webhook-card.js';

/** Webhooks of the whole installation, with a short way to a Discord channel for some categories of events. */
export function SystemWebhooksPage() {
  const t = useT();
  const [isMaking, { open, close }] = useDisclosure(false);
  const [edited, setEdited] = useState<SystemWebhook | null>(null);
  const { data: webhooks, error, refetch } = useQuery(systemWebhooksQuery);
  useRoom('webhooks');
  return (
    <AdminPage
      tab="webhooks"
      actions={
        <Button leftSection={<IconBrandDiscord size={16} aria-hidden />} onClick={open}>
          {t('New Discord webhook')}
        </Button>
      }
    >
      {webhooks === undefined &&
        (error === null ? <Loading rows={3} height={88} /> : <Failure error={error} onRetry={() => void refetch()} />)}
      {webhooks?.length === 0 && (
        <Empty icon={IconBrandDiscord} title={t('There are no system webhooks yet.')}>
          <Words size="sm">
            {t('Choose categories of events, paste the URL of a Discord channel, and see how a message looks there.')}
          </Words>
        </Empty>
      )}
      <Stack gap="sm" component="ul" className="plain-list" aria-label={t('System webhooks')}>
        {webhooks?.map((webhook) => (
          <SystemWebhookCard key={webhook.id} webhook={webhook} onEdit={() => setEdited(webhook)} />
        ))}
      </Stack>
      {isMaking && <DiscordForm onClose={close} />}
      {edited !== null && <DiscordForm webhook={edited} onClose={() => setEdited(null)} />}
    </AdminPage>
  );
}
