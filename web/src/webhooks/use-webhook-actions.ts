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

/** Actions on one webhook in the list. Each reports its result. */
export function useWebhookActions(webhook: Webhook, onSecret: (secret: ShownSecret) => void) {
  const t = useT();
  const formats = useFormats();
  const queryClient = useQueryClient();
  const [isTesting, setTesting] = useState(false);
  const work: Work = { t, formats, webhook, onSecret };
  const attempt = async <T>(action: (work: Work) => Promise<T>): Promise<T | undefined> => {
    try {
      return await action(work);
    } catch (error) {
      notifyFailed(webhook.name, error);
      return undefined;
    } finally {
      await queryClient.invalidateQueries({ queryKey: [WEBHOOKS, 'list'] });
      await queryClient.invalidateQueries({ queryKey: [WEBHOOKS, 'one', webhook.id] });
    }
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
        ? t('{name} is paused. New events are held.', { name })
        : t('{name} is resumed.', { name });
      notifyUndo(message, () => void attempt((one) => setActive(one, webhook.active)));
    },
    /** @returns whether it was deleted */
    remove: async () => (await attempt(remove)) === true,
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

async function remove({ t, webhook: { id, name } }: Work): Promise<boolean> {
  if (!window.confirm(t('Delete {name}? Its waiting deliveries will not be sent.', { name }))) return false;
  await client.delete('/api/webhooks/{id}', { path: { id } });
  notifyDone(t('{name} was deleted.', { name }));
  return true;
}
