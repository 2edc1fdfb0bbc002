import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { notifyDone, notifyFailed } from '../ui/notify.js';
import { ENDPOINTS, QUEUE } from './queries.js';

/** For a paused webhook: sends what is held. Earlier failures can be retried afterwards. */
export function ResumeButton({ id, name }: { id: string; name: string }) {
  const t = useT();
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const resume = async () => {
    setAsking(true);
    try {
      await client.post('/api/webhooks/{id}/enable', { path: { id }, body: {} });
      notifyDone(t('{name} is resumed.', { name }));
    } catch (error) {
      notifyFailed(name, error);
    }
    await Promise.all([QUEUE, ENDPOINTS].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    setAsking(false);
  };
  return (
    <Button
      size="compact-xs"
      ml="auto"
      style={{ flex: 'none' }}
      aria-label={t('Resume {name}', { name })}
      loading={isAsking}
      onClick={() => void resume()}
    >
      {t('Resume')}
    </Button>
  );
}
