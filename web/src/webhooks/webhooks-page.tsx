import { Anchor, Button, Group, Stack, Text as Words } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { useLater } from '../ui/use-later.js';
import { webhooksQuery } from './queries.js';
import { SecretOnce, type ShownSecret } from './secret-once.js';
import { TestBinButton } from './test-bin-button.js';
import { WebhookCard } from './webhook-card.js';

const loadForm = () => import('./webhook-form.js');

/** Every webhook that the person may manage, with its health. */
export function WebhooksPage() {
  const t = useT();
  const query = useInfiniteQuery(webhooksQuery);
  const [isMaking, { open, close }] = useDisclosure(false);
  const [secret, setSecret] = useState<ShownSecret | null>(null);
  const form = useLater(loadForm, isMaking);
  useRoom('webhooks');
  const webhooks = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Page
      title={t('Webhooks')}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t('New webhook')}
        </Button>
      }
    >
      {webhooks === undefined &&
        (query.error === null ? (
          <Loading rows={4} height={96} />
        ) : (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ))}
      {webhooks?.length === 0 && (
        <Empty icon={IconWebhook} title={t('There are no webhooks yet.')}>
          <Group justify="center" gap="xs">
            <Button onClick={open}>{t('Create the first webhook')}</Button>
            <TestBinButton />
          </Group>
          <Words size="sm">{t('No receiver yet? A test bin shows what arrives.')}</Words>
          <Anchor component={Link} to="/welcome" size="sm">
            {t('First steps')}
          </Anchor>
        </Empty>
      )}
      <Stack gap="sm" component="ul" className="plain-list" aria-label={t('Webhooks')}>
        {webhooks?.map((webhook) => (
          <WebhookCard key={webhook.id} webhook={webhook} onSecret={setSecret} />
        ))}
      </Stack>
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('Show older')}
        </Button>
      )}
      {isMaking && form && <form.WebhookForm onClose={close} onSecret={setSecret} />}
      {secret !== null && <SecretOnce shown={secret} onClose={() => setSecret(null)} />}
    </Page>
  );
}
