import { Alert, Button, Center, Group, Skeleton, Stack, Text as Words, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconAlertTriangle, IconPlugConnectedX, type Icon } from '@tabler/icons-react';
import { CarillonError } from '@carillon/client';
import type { ReactNode } from 'react';
import { useT } from '../i18n/text.js';

/** The empty state, and what to do about it. */
export function Empty(props: { icon: Icon; title: string; children?: ReactNode }) {
  const { icon: Sign, title, children } = props;
  return (
    <Center py="xl">
      <Stack align="center" gap="sm" maw="32rem" ta="center">
        <ThemeIcon size={56} radius="xl" variant="light">
          <Sign aria-hidden />
        </ThemeIcon>
        <Words fw={600}>{title}</Words>
        {children}
      </Stack>
    </Center>
  );
}

/** Why something could not be loaded, with a button to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT();
  const isOffline = error instanceof CarillonError && error.status === 0;
  return (
    <Alert
      color={isOffline ? 'gray' : 'red'}
      role="alert"
      icon={isOffline ? <IconPlugConnectedX /> : <IconAlertTriangle />}
      title={isOffline ? t('The server cannot be reached.') : t('This could not be loaded.')}
    >
      <Stack align="flex-start" gap="xs">
        <Words size="sm">{isOffline ? t('What you see may be out of date.') : reasonOf(error)}</Words>
        {error instanceof CarillonError && error.requestId !== undefined && <RequestId id={error.requestId} />}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('Try again')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** For a report to the operator. With no tooltip, which would be in the scripts of every page. */
function RequestId({ id }: { id: string }) {
  const t = useT();
  const clipboard = useClipboard();
  return (
    <Group gap="xs">
      <Words size="xs">
        {t('Request id')}:{' '}
        <Words span inherit ff="monospace">
          {id}
        </Words>
      </Words>
      <Button size="compact-xs" variant="subtle" onClick={() => clipboard.copy(id)}>
        {clipboard.copied ? t('Copied') : t('Copy')}
      </Button>
    </Group>
  );
}

/** Placeholder lines; screen readers announce that data is loading. */
export function Loading({ rows = 5, height = 44 }: { rows?: number; height?: number }) {
  const t = useT();
  return (
    <Stack gap="xs" aria-busy>
      <VisuallyHidden role="status">{t('Loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, at) => (
        <Skeleton key={at} height={height} />
      ))}
    </Stack>
  );
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
