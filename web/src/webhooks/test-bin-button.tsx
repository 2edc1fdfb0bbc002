import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { notifyFailed } from '../ui/notify.js';
import { WEBHOOKS } from './queries.js';

/** One click: a bin, a webhook of the person's own that sends to it, and the page of the bin. */
export function TestBinButton() {
  const t = useT();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isMaking, setMaking] = useState(false);
  const make = async () => {
    setMaking(true);
    try {
      const { id } = await client.post('/api/bins', { body: {} });
      await client.post('/api/webhooks', { body: { url: `/bin/${id}`, owner_type: 'user', events: ['*'] } });
      await queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
      await navigate({ to: '/bin/$id', params: { id } });
    } catch (error) {
      notifyFailed(t('The test bin could not be created.'), error);
      setMaking(false);
    }
  };
  return (
    <Button variant="default" loading={isMaking} onClick={() => void make()}>
      {t('Use a test bin')}
    </Button>
  );
}
