import { Anchor, Group, Paper, SimpleGrid, Stack, Text as Words, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../i18n/format.js';
import { useT } from '../../i18n/text.js';
import { Time } from '../../ui/time.js';
import type { Webhook } from '../queries.js';
import { Sparkline } from '../sparkline.js';
import { Facts } from './facts.js';
import { LastDeliveries } from './last-deliveries.js';
import { Probe } from './probe.js';
import { TestSender } from './test-sender.js';
import { Warnings } from './warnings.js';

/** Its present health, and its last deliveries. */
export function OverviewTab({ webhook }: { webhook: Webhook }) {
  const t = useT();
  return (
    <Stack gap="md">
      <Warnings warnings={webhook.warnings} />
      <Paper withBorder p="md">
        <Group justify="space-between" align="flex-start" gap="md">
          <div style={{ flex: '1 1 320px', minWidth: 0 }}>
            <Figures webhook={webhook} />
          </div>
          <div>
            <Words size="xs" c="dimmed">
              {t('Last 24 hours')}
            </Words>
            <Sparkline hours={webhook.health.by_hour} />
          </div>
        </Group>
      </Paper>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TestSender webhook={webhook} />
        <Probe webhook={webhook} />
      </SimpleGrid>
      <section aria-labelledby="last-deliveries">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h4" id="last-deliveries">
            {t('Last deliveries')}
          </Title>
          <Anchor component={Link} to="/deliveries" search={{ webhook_id: webhook.id } as never} size="sm">
            {t('All deliveries')}
          </Anchor>
        </Group>
        <LastDeliveries webhook={webhook} />
      </section>
    </Stack>
  );
}

function Figures({ webhook: { events, filter, health, payload_format: format } }: { webhook: Webhook }) {
  const t = useT();
  const formats = useFormats();
  const { success_rate_24h: rate, p95_ms_24h: p95, last_attempt_at: last, oldest_due_at: oldest } = health;
  const facts = [
    { label: t('Success'), value: rate === null ? t('No attempt in 24 hours') : formats.percent(rate / 100) },
    { label: t('95th percentile'), value: p95 === null ? '–' : formats.duration(p95) },
    { label: t('Waiting'), value: formats.number(health.pending) },
    { label: t('Held'), value: formats.number(health.held) },
    { label: t('Last attempt'), value: last === null ? '–' : <Time at={last} /> },
    { label: t('Oldest due'), value: oldest === null ? '–' : <Time at={oldest} /> },
    { label: t('Events'), value: `${events.join(', ')}${filter === null ? '' : ` (${t('filtered')})`}` },
    { label: t('Format'), value: format },
  ];
  return <Facts facts={facts} />;
}
