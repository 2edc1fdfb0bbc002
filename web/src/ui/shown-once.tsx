import { Alert, Code, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../i18n/text.js';
import { Copy } from './copy.js';
import { Dialog } from './dialog.js';

interface ShownOnceProps {
  readonly title: string;
  readonly value: string;
  /** Names the value: "Copy the key". */
  readonly what: string;
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** A secret that the server does not show again. A click outside does not close it. */
export function ShownOnce({ title, value, what, children, onClose }: ShownOnceProps) {
  const t = useT();
  return (
    <Dialog onClose={onClose} closeOnClickOutside={false} title={title}>
      <Stack gap="sm">
        <Alert color="yellow" variant="light">
          {t('Copy it now: it is not shown again.')}
        </Alert>
        <Group gap="xs" wrap="nowrap">
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', flex: 1 }}>
            {value}
          </Code>
          <Copy value={value} what={what} />
        </Group>
        {children}
      </Stack>
    </Dialog>
  );
}
