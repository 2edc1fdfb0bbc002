import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useFormats, type Formats } from '../i18n/format.js';
import { useT, type Translate } from '../i18n/text.js';
import { notifyDone, notifyFailed, notifyUndo } from '../ui/notify.js';
import { WEBHOOKS, type Webhook } from './queries.js';
import type { ShownSecret } from './secret-once.js';

interface Work {
  readonly t: Translate;
  readonly formats: Formats;
  readonly webhook: Webhook;
  readonly onSecret: (secret: ShownSecret) => void;
}

/** What can be done to one webhook from the list. Each says what came of it. */
export function useWebhookActions(webhook: Webhook, onSecret: (secret: ShownSecret) => void) {
  const t = useT();
  const formats = useFormats();
  const queryClient = useQueryClient();
  const [isTesting, setTesting] = useState(false);
  const work: Work = { t, formats, webhook, onSecret };
  const attempt = async (action: (work: Work) => Promise<void>) => {
    try {
      await action(work);
    } catch (error) {
      notifyFailed(webhook.name, error);
    }
    await queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
  };
  return {
    isTesting,
    test: async () => {
      setTesting(true);
      await attempt(sendTest);
      setTesting(false);
    },
    probe: () => attempt(probe),
    rotate: () => attempt(rotate),
    pause: async () => {
      await attempt((one) => setActive(one, !webhook.active));
      const { name } = webhook;
      const message = webhook.active
        ? t('{name} is paused. What happens is held.', { name })
        : t('{name} goes on.', { name });
      notifyUndo(message, () => void attempt((one) => setActive(one, webhook.active)));
    },
    remove: () => attempt(remove),
  };
}

async function sendTest({ t, formats, webhook: { id, name } }: Work): Promise<void> {
  const answer = await client.post('/api/webhooks/{id}/test', { path: { id }, body: { type: 'webhook.test' } });
  const { success, status, duration_ms: ms, error } = answer;
  if (!success) return notifyFailed(t('The test of {name} failed.', { name }), new Error(error ?? `HTTP ${status}`));
  notifyDone(t('{name} answered {status} after {took}.', { name, status, took: formats.duration(ms) }));
}

async function probe({ webhook: { id } }: Work): Promise<void> {
  const { verdict } = await client.post('/api/webhooks/{id}/probe', { path: { id } });
  notifyDone(verdict);
}

async function rotate({ webhook: { id, name }, onSecret }: Work): Promise<void> {
  const { secret = '' } = await client.post('/api/webhooks/{id}/regenerate-secret', {
    path: { id },
    body: { overlap: '24h' },
  });
  onSecret({ name, secret });
}

async function setActive({ webhook: { id } }: Work, isActive: boolean): Promise<void> {
  if (isActive) await client.post('/api/webhooks/{id}/enable', { path: { id }, body: {} });
  else await client.post('/api/webhooks/{id}/disable', { path: { id } });
}

async function remove({ t, webhook: { id, name } }: Work): Promise<void> {
  if (!window.confirm(t('Delete {name}? What is waiting for it is not sent.', { name }))) return;
  await client.delete('/api/webhooks/{id}', { path: { id } });
  notifyDone(t('{name} was deleted.', { name }));
}
