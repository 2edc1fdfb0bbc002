import { Anchor, Button, Drawer, Group, Stack, Text as Words, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { notifyDone, notifyFailed } from '../ui/notify.js';
import { Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { Attempts } from './attempts.js';
import classes from './attempts.module.css';
import { DELIVERY, deliveryQuery } from './queries.js';
import { DeliveryStatusBadge } from '../ui/delivery-status.js';

interface DeliveryDrawerProps {
  /** `<webhook>/<delivery>`; undefined: closed. */
  readonly opened: string | undefined;
  readonly onClose: () => void;
}

/** One delivery: its state and the reason, the request, the answer. */
export function DeliveryDrawer({ opened, onClose }: DeliveryDrawerProps) {
  const t = useT();
  const [webhookId = '', id = ''] = opened?.split('/') ?? [];
  return (
    <Drawer
      opened={opened !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={t('Delivery')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened !== undefined && <Detail key={id} webhookId={webhookId} id={id} />}
    </Drawer>
  );
}

function Detail({ webhookId, id }: { webhookId: string; id: string }) {
  const t = useT();
  const { data, error, refetch } = useQuery(deliveryQuery(webhookId, id));
  if (data === undefined)
    return error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <DeliveryStatusBadge status={data.status} />
        <Words ff="monospace" size="sm">
          {data.type}
        </Words>
        <Retry webhookId={webhookId} id={id} isHeld={data.status === 'held'} />
      </Group>
      {data.error !== null && <Words size="sm">{data.error}</Words>}
      {data.status === 'failed' && (
        <Anchor component={Link} to="/queue" search={{ retry: webhookId } as never} size="sm">
          {t('Retry everything that failed for this webhook')}
        </Anchor>
      )}
      {data.next_attempt_at !== null && (
        <Words size="sm">
          {t('Next attempt')}: <Time at={data.next_attempt_at} isPlanned />
        </Words>
      )}
      <Anchor
        component={Link}
        to="/webhooks/$webhookId"
        params={{ webhookId } as never}
        search={{ tab: 'recover', event: data.event_id } as never}
        size="sm"
      >
        {t('Why did the webhook get this event?')}
      </Anchor>
      <Attempts attempts={data.attempt_log} />
      <Title order={2} size="h5">
        {t('Request')}
      </Title>
      <pre className={classes['body']}>
        {Object.entries(data.request_headers)
          .map(([name, value]) => `${name}: ${String(value)}`)
          .join('\n')}
      </pre>
      <pre className={classes['body']}>{data.payload === null ? '' : JSON.stringify(data.payload, null, 2)}</pre>
      <Words size="xs" c="dimmed" ff="monospace">
        {id}
      </Words>
    </Stack>
  );
}

function Retry({ webhookId, id, isHeld }: { webhookId: string; id: string; isHeld: boolean }) {
  const t = useT();
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const retry = async () => {
    setAsking(true);
    try {
      await client.post('/api/webhooks/{id}/deliveries/{deliveryId}/retry', {
        path: { id: webhookId, deliveryId: id },
      });
      await queryClient.invalidateQueries({ queryKey: [DELIVERY, id] });
      notifyDone(t('Sent again with the same id.'));
    } catch (error) {
      notifyFailed(t('It could not be sent again.'), error);
    } finally {
      setAsking(false);
    }
  };
  return (
    <Button size="compact-sm" ml="auto" loading={isAsking} disabled={isHeld} onClick={() => void retry()}>
      {t('Retry')}
    </Button>
  );
}
