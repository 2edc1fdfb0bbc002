import { Alert, Box, Group, Paper, Stack, Text as Words, Title } from '@mantine/core';
import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../i18n/text.js';
import { Copy } from '../ui/copy.js';
import { Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { binRequestQuery } from './queries.js';
import classes from './request-list.module.css';
import { SignatureBadge } from './signature-badge.js';

const SIGNS = {
  valid: { icon: <IconShieldCheck />, color: 'green' },
  invalid: { icon: <IconShieldX />, color: 'red' },
  unsigned: { icon: <IconShieldQuestion />, color: 'gray' },
  unknown: { icon: <IconShieldQuestion />, color: 'gray' },
} as const;

/** One request: whether its signature verifies and why, its headers and its body. */
export function RequestDetail({ binId, requestId }: { binId: string; requestId: string }) {
  const t = useT();
  const { data, error, refetch } = useQuery(binRequestQuery(binId, requestId));
  if (data === undefined) {
    return error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  const { state, reason } = data.signature;
  const body = data.body_encoding === 'utf8' ? readable(data.body) : data.body;
  return (
    <Paper withBorder p="sm" component="section" aria-label={t('Request')}>
      <Stack gap="sm">
        <Group gap="xs">
          <Words fw={600} ff="monospace">
            {data.method}
          </Words>
          <SignatureBadge state={state} />
          <Words size="xs" c="dimmed" ml="auto">
            <Time at={data.received_at} />
          </Words>
        </Group>
        <Alert variant="light" color={SIGNS[state].color} icon={SIGNS[state].icon}>
          {reason}
        </Alert>
        <Group justify="space-between">
          <Title order={2} size="h5">
            {data.body_encoding === 'utf8' ? t('Body') : t('Body as base64, since it is not UTF-8')}
          </Title>
          {data.body !== '' && <Copy value={data.body} what={t('Copy the body')} />}
        </Group>
        {data.body === '' ? (
          <Words size="sm" c="dimmed">
            {t('The request has no body.')}
          </Words>
        ) : (
          // A scrolling box must be reachable by keyboard.
          <Box component="pre" className={classes['body']} tabIndex={0} role="region" aria-label={t('Body')}>
            {body}
          </Box>
        )}
        <Title order={2} size="h5">
          {t('Headers')}
        </Title>
        <dl className={classes['headers']}>
          {data.headers.map(({ name, value }, place) => (
            // A name may come twice.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={place}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Stack>
    </Paper>
  );
}

/** JSON with line breaks; anything else as received. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
