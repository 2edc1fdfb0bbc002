import { Group, Paper, Text as Words } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../i18n/format.js';
import { useT } from '../../i18n/text.js';
import { DeliveryStatusBadge } from '../../ui/delivery-status.js';
import { Empty, Failure, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { lastDeliveriesQuery, type LastDelivery, type Webhook } from '../queries.js';
import classes from './workbench.module.css';

/** Updates live; each leads to its request, its answer and its attempts. */
export function LastDeliveries({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const { data, error, refetch } = useQuery(lastDeliveriesQuery(webhook.id));
  if (data === undefined) {
    return error === null ? <Loading rows={4} /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  if (data.length === 0) {
    return (
      <Empty icon={IconSend} title={t('Nothing was sent yet.')}>
        <Words size="sm">{t('The first matching event appears here. Send a test to see one now.')}</Words>
      </Empty>
    );
  }
  return (
    <Paper withBorder component="ul" className="plain-list" aria-labelledby="last-deliveries">
      {data.map((delivery) => (
        <Row key={delivery.id} delivery={delivery} webhookId={webhook.id} />
      ))}
    </Paper>
  );
}

function Row({ delivery, webhookId }: { delivery: LastDelivery; webhookId: string }) {
  const t = useT();
  const formats = useFormats();
  const {
    id,
    type,
    status,
    attempts,
    error,
    response_status: answer,
    duration_ms: ms,
    next_attempt_at: next,
  } = delivery;
  const facts = [
    answer,
    ms === null ? null : formats.duration(ms),
    attempts > 1 ? t('{count, plural, one {# attempt} other {# attempts}}', { count: attempts }) : null,
    error,
  ].filter((part) => part !== null);
  return (
    <li data-status={status}>
      <Link
        className={classes['delivery']}
        to="/deliveries"
        search={{ webhook_id: webhookId, open: `${webhookId}/${id}` } as never}
      >
        <Group gap="xs" wrap="nowrap">
          <DeliveryStatusBadge status={status} />
          <Words size="sm" ff="monospace" truncate>
            {type}
          </Words>
          <Words size="xs" c="dimmed" ml="auto" style={{ flex: 'none' }}>
            <Time at={delivery.created_at} />
          </Words>
        </Group>
        <Words size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {facts.join(' · ')}
          {next !== null && status === 'sending' && (
            <>
              {' · '}
              {t('Next attempt')}: <Time at={next} isPlanned />
            </>
          )}
        </Words>
      </Link>
    </li>
  );
}
