import { Paper, Stack, Text as Words } from '@mantine/core';
import { IconBellCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../i18n/text.js';
import { Page } from '../ui/page.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { inboxQuery } from './queries.js';

export function InboxPage() {
  const t = useT();
  return (
    <Page title={t('Inbox')}>
      <List />
    </Page>
  );
}

function List() {
  const t = useT();
  const { data, error, refetch } = useQuery(inboxQuery);
  if (data === undefined)
    return error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0) return <Empty icon={IconBellCheck} title={t('All quiet')} />;
  return (
    <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
      {data.items.map(({ id, message, created_at: at, read_at: readAt }) => (
        <Paper key={id} component="li" withBorder p="sm">
          <Words fw={readAt === null ? 600 : 400} style={{ overflowWrap: 'anywhere' }}>
            {message}
          </Words>
          <Words size="sm" c="dimmed">
            <Time at={at} />
          </Words>
        </Paper>
      ))}
    </Stack>
  );
}
