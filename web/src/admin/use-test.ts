import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { notifyDone, notifyFailed } from '../ui/notify.js';
import { WEBHOOKS, type Category } from './system-webhook-queries.js';

/** Sends the example of a category now, and shows the receiver's answer. */
export function useTest() {
  const t = useT();
  const formats = useFormats();
  const queryClient = useQueryClient();
  const [isTesting, setTesting] = useState(false);
  const test = async ({ id, name }: { id: string; name: string }, category: Category) => {
    const [type = 'webhook.test'] = category.types;
    setTesting(true);
    try {
      const answer = await client.post('/api/webhooks/{id}/test', { path: { id }, body: { type } });
      const { success, status, duration_ms: ms, error } = answer;
      if (!success) throw new Error(error ?? `HTTP ${status}`);
      notifyDone(
        t('{category}: {name} answered {status} after {took}.', {
          category: category.name,
          name,
          status,
          took: formats.duration(ms),
        }),
      );
    } catch (error) {
      notifyFailed(t('The test of {name} failed.', { name }), error);
    } finally {
      setTesting(false);
      void queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
    }
  };
  return { test, isTesting };
}
