import { Button, Group, Text as Words } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { i18n } from '../i18n/i18n.js';
import { reasonOf } from './states.js';

const UNDO_MS = 8_000;

/** Options that all notes share. */
function look() {
  return { withBorder: true, closeButtonProps: { 'aria-label': i18n._('Close') } };
}

/** @param message already translated */
export function notifyDone(message: ReactNode): void {
  notifications.show({ ...look(), message });
}

/** The action failed, and why. */
export function notifyFailed(message: string, error: unknown): void {
  notifications.show({
    ...look(),
    color: 'red',
    title: message,
    message: reasonOf(error),
    role: 'alert',
    // Below a title the default colour is too pale for WCAG AA.
    styles: { description: { color: 'var(--mantine-color-text)' } },
  });
}

/** Done at once, with a limited time to undo it. */
export function notifyUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    ...look(),
    autoClose: UNDO_MS,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Words size="sm">{message}</Words>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {i18n._('Undo')}
        </Button>
      </Group>
    ),
  });
}
