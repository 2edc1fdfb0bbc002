import { Alert, Button, Center, Skeleton, Stack, Text as Words, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX, type Icon } from '@tabler/icons-react';
import { CarillonError } from '@carillon/client';
import type { ReactNode } from 'react';
import { useT } from '../i18n/text.js';

/** Nothing is there, and what to do about it. */
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

/** Why something could not be loaded, and a button that tries again. */
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
        {error instanceof CarillonError && error.requestId !== undefined && (
          <Words size="xs" ff="monospace">
            {error.requestId}
          </Words>
        )}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('Try again')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** Lines where lines will be; a screen reader hears that they are being loaded. */
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
