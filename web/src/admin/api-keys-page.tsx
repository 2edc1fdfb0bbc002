import type { components } from '@carillon/client';
import { Badge, Button, Code, Group, Paper, Stack, Text as Words } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { notifyDone } from '../ui/notify.js';
import { Question } from '../ui/question.js';
import { ShownOnce } from '../ui/shown-once.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { AdminPage } from './admin-page.js';
import { ApiKeyForm, type CreatedKey } from './api-key-form.js';

const API_KEYS = 'api-keys';

type ApiKey = components['schemas']['ApiKeyAnswer'];

/** A person has at most 50 of them. */
const keysQuery = infiniteQueryOptions({
  queryKey: [API_KEYS],
  queryFn: ({ pageParam, signal }) =>
    client.get('/api/api-keys', { query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next_cursor: next }) => next,
});

/** The admin's own keys, with which programs sign in. */
export function ApiKeysPage() {
  const t = useT();
  const queryClient = useQueryClient();
  const [isMaking, { open, close }] = useDisclosure(false);
  const [created, setCreated] = useState<CreatedKey | null>(null);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const { data, error, refetch } = useInfiniteQuery(keysQuery);
  const keys = data?.pages.flatMap(({ items }) => items);
  const reload = () => queryClient.invalidateQueries({ queryKey: [API_KEYS] });
  const revoke = async ({ id, name }: ApiKey) => {
    await client.delete('/api/api-keys/{id}', { path: { id } });
    await reload();
    notifyDone(t('{name} is revoked.', { name }));
  };
  return (
    <AdminPage
      tab="api-keys"
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t('New API key')}
        </Button>
      }
    >
      {keys === undefined &&
        (error === null ? <Loading rows={3} height={72} /> : <Failure error={error} onRetry={() => void refetch()} />)}
      {keys?.length === 0 && (
        <Empty icon={IconKey} title={t('You have no API keys.')}>
          <Words size="sm">{t('Programs sign in with a key. A key can do what you can, within its scopes.')}</Words>
        </Empty>
      )}
      <Stack gap="sm" component="ul" className="plain-list" aria-label={t('API keys')}>
        {keys?.map((key) => (
          <KeyCard key={key.id} apiKey={key} onRevoke={() => setRevoked(key)} />
        ))}
      </Stack>
      {isMaking && (
        <ApiKeyForm
          onClose={close}
          onCreated={(key) => {
            setCreated(key);
            void reload();
          }}
        />
      )}
      {created !== null && (
        <ShownOnce
          title={t('The key of {name}', { name: created.name })}
          value={created.key}
          what={t('Copy the key')}
          onClose={() => setCreated(null)}
        />
      )}
      {revoked !== null && (
        <Question
          title={t('Revoke {name}?', { name: revoked.name })}
          action={t('Revoke')}
          isGrave
          onConfirm={() => revoke(revoked)}
          onClose={() => setRevoked(null)}
        >
          <Words size="sm">{t('Requests with it are refused at once, and its connections close.')}</Words>
        </Question>
      )}
    </AdminPage>
  );
}

function KeyCard({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const t = useT();
  const { name, scopes, key_preview: preview, last_used_at: used, created_at: created } = apiKey;
  return (
    <Paper withBorder p="sm" component="li" aria-label={name}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4} style={{ flex: '1 1 200px', minWidth: 0 }}>
          <Group gap="xs">
            <Words fw={600} dir="auto" style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Words>
            <Code>{preview}</Code>
          </Group>
          <Group gap={4}>
            {scopes.map((scope) => (
              <Badge key={scope} size="sm" variant="light" color="gray">
                {scope}
              </Badge>
            ))}
          </Group>
          <Words size="xs" c="dimmed">
            {t('Created')} <Time at={created} /> ·{' '}
            {used === null ? (
              t('Never used')
            ) : (
              <>
                {t('Last used')} <Time at={used} />
              </>
            )}
          </Words>
        </Stack>
        <Button size="compact-sm" variant="default" aria-label={t('Revoke {name}', { name })} onClick={onRevoke}>
          {t('Revoke')}
        </Button>
      </Group>
    </Paper>
  );
}
