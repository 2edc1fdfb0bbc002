import { Button, Group, Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { TRACE } from '../api/trace.js';
import { useT } from '../i18n/text.js';
import { notifyDone, notifyFailed } from '../ui/notify.js';
import { webhookNamesQuery } from './queries.js';

/** Sends a past event once to a webhook of the person, ignoring its filters. */
export function Resend({ eventId }: { eventId: string }) {
  const t = useT();
  const queryClient = useQueryClient();
  const { data: webhooks = [] } = useQuery(webhookNamesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const webhookId = chosen ?? webhooks[0]?.value ?? null;
  if (webhookId === null) return null;
  const send = async () => {
    setSending(true);
    try {
      await client.post('/api/events/{id}/resend', { path: { id: eventId }, body: { webhook_id: webhookId } });
      notifyDone(t('Sent again with the same id.'));
      await queryClient.invalidateQueries({ queryKey: [TRACE, eventId] });
    } catch (error) {
      notifyFailed(t('It could not be sent again.'), error);
    } finally {
      setSending(false);
    }
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <Select
        aria-label={t('Webhook')}
        size="xs"
        allowDeselect={false}
        searchable
        data={webhooks}
        value={webhookId}
        onChange={setChosen}
      />
      <Button size="xs" variant="default" loading={isSending} onClick={() => void send()}>
        {t('Send to it')}
      </Button>
    </Group>
  );
}
