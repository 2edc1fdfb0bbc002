import { Button, Group, Stack, Text as Words } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.js';
import { useFormats } from '../../i18n/format.js';
import { useT } from '../../i18n/text.js';
import { Dialog } from '../../ui/dialog.js';
import { notifyFailed } from '../../ui/notify.js';
import { webhookQuery, WEBHOOKS, type Webhook } from '../queries.js';
import { useWebhookActions } from '../use-webhook-actions.js';

/** Pause, or resume: the person chooses what happens to held deliveries. */
export function Switch({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const queryClient = useQueryClient();
  const [isAsking, { open, close }] = useDisclosure(false);
  const actions = useWebhookActions(webhook, () => undefined);
  const resume = async () => {
    // The count on the page may be seconds old.
    const { health } = await queryClient.fetchQuery({ ...webhookQuery(webhook.id), staleTime: 0 }).catch(() => webhook);
    if (health.held > 0) open();
    else await actions.pause();
  };
  return (
    <>
      <Button
        variant={webhook.active ? 'default' : 'filled'}
        onClick={() => void (webhook.active ? actions.pause() : resume())}
      >
        {webhook.active ? t('Pause') : t('Resume')}
      </Button>
      {isAsking && <HeldChoice webhook={webhook} onClose={close} />}
    </>
  );
}

function HeldChoice({ webhook: { id, name, health }, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useT();
  const formats = useFormats();
  const queryClient = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const resume = async (dropsHeld: boolean) => {
    setBusy(true);
    try {
      await client.post('/api/webhooks/{id}/enable', { path: { id }, body: { drop_held: dropsHeld } });
    } catch (error) {
      notifyFailed(name, error);
    }
    await queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
    onClose();
  };
  const count = formats.number(health.held);
  return (
    <Dialog onClose={onClose} title={t('Resume {name}', { name })}>
      <Stack gap="sm">
        <Words size="sm">
          {t('{count} deliveries were held while it was paused. They go out in order, at the pace of the webhook.', {
            count,
          })}
        </Words>
        <Group justify="flex-end">
          <Button variant="default" color="red" disabled={isBusy} onClick={() => void resume(true)}>
            {t('Discard held deliveries')}
          </Button>
          <Button data-autofocus loading={isBusy} onClick={() => void resume(false)}>
            {t('Send held deliveries')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
