import { Anchor, Button, Group, Menu, Paper, Text as Words } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { Copy } from '../ui/copy.js';
import { Time } from '../ui/time.js';
import type { Webhook } from './queries.js';
import type { ShownSecret } from './secret-once.js';
import { Sparkline } from './sparkline.js';
import { StateBadge } from './state-badge.js';
import { useWebhookActions } from './use-webhook-actions.js';

interface WebhookCardProps {
  readonly webhook: Webhook;
  readonly onSecret: (secret: ShownSecret) => void;
}

export const WebhookCard = memo(function WebhookCard({ webhook, onSecret }: WebhookCardProps) {
  const t = useT();
  const { id, name, url, health, disabled_reason: reason } = webhook;
  const actions = useWebhookActions(webhook, onSecret);
  return (
    <Paper withBorder p="sm" component="li" aria-label={name}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 240px', minWidth: 0 }}>
          <Group gap="xs">
            <Anchor
              component={Link}
              to="/webhooks/$webhookId"
              params={{ webhookId: id } as never}
              fw={600}
              dir="auto"
              style={{ overflowWrap: 'anywhere' }}
            >
              {name}
            </Anchor>
            <StateBadge state={health.state} />
          </Group>
          <Group gap={4} wrap="nowrap">
            <Words size="sm" c="dimmed" truncate>
              {url}
            </Words>
            <Copy value={url} what={t('Copy the URL')} />
          </Group>
          {reason !== null && (
            <Words size="sm" c="dimmed">
              {reason}
            </Words>
          )}
        </div>
        <Sparkline hours={health.by_hour} />
        <Group gap="xs">
          <Button size="compact-sm" variant="default" loading={actions.isTesting} onClick={() => void actions.test()}>
            {t('Send a test')}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="compact-sm" variant="default" aria-label={t('Actions for {name}', { name })}>
                <IconDots size={16} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                component={Link}
                to="/webhooks/$webhookId"
                params={{ webhookId: id } as never}
                search={{ tab: 'settings' } as never}
              >
                {t('Edit')}
              </Menu.Item>
              <Menu.Item onClick={() => void actions.probe()}>{t('Does it check signatures?')}</Menu.Item>
              <Menu.Item onClick={() => void actions.rotate()}>{t('New secret')}</Menu.Item>
              <Menu.Item onClick={() => void actions.pause()}>{webhook.active ? t('Pause') : t('Resume')}</Menu.Item>
              <Menu.Item color="red" onClick={() => void actions.remove()}>
                {t('Delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      <Figures webhook={webhook} />
    </Paper>
  );
});

function Figures({ webhook: { id, health } }: { webhook: Webhook }) {
  const t = useT();
  const formats = useFormats();
  const { success_rate_24h: rate, p95_ms_24h: p95, pending, held, last_attempt_at: last, verifies } = health;
  return (
    <Group gap="md" mt="xs">
      <Words size="sm">
        {rate === null ? t('No attempt in 24 hours') : t('{rate} succeeded', { rate: formats.percent(rate / 100) })}
      </Words>
      {p95 !== null && <Words size="sm">p95 {formats.duration(p95)}</Words>}
      {pending > 0 && <Words size="sm">{t('{count} waiting', { count: formats.number(pending) })}</Words>}
      {held > 0 && <Words size="sm">{t('{count} held', { count: formats.number(held) })}</Words>}
      {verifies !== 'unknown' && (
        <Words size="sm">{verifies === 'yes' ? t('Checks signatures') : t('Does not check signatures')}</Words>
      )}
      {last !== null && (
        <Words size="sm" c="dimmed">
          <Time at={last} />
        </Words>
      )}
      <Anchor component={Link} to="/deliveries" search={{ webhook_id: id } as never} size="sm" ml="auto">
        {t('Deliveries')}
      </Anchor>
    </Group>
  );
}
