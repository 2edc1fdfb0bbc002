import { Group, Kbd, Modal, Stack, Switch, Table } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { activeShortcuts, useShortcuts, useSingleKeys, type Shortcut } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';

let isOpen = false;
const watchers = new Set<() => void>();

export function openShortcuts(): void {
  setOpen(true);
}

function setOpen(value: boolean): void {
  isOpen = value;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** `?`: what keys do on this page, and the switch for those who press them by accident. */
export function ShortcutsDialog() {
  const t = useT();
  const opened = useSyncExternalStore(watch, () => isOpen);
  useShortcuts(OWN);
  return (
    <Modal
      opened={opened}
      onClose={() => setOpen(false)}
      title={t('Keyboard shortcuts')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Content />}
    </Modal>
  );
}

const OWN: readonly Shortcut[] = [{ keys: '?', label: msg('Keyboard shortcuts'), run: openShortcuts }];

function Content() {
  const t = useT();
  const [isOn, setOn] = useSingleKeys();
  const [shortcuts] = useState(activeShortcuts);
  return (
    <Stack gap="md">
      <Switch
        label={t('Shortcuts of a single key')}
        description={t('Switch them off if you dictate, or press keys by accident.')}
        checked={isOn}
        onChange={({ currentTarget }) => setOn(currentTarget.checked)}
      />
      <Table>
        <Table.Tbody>
          {shortcuts.map(({ keys, label }) => (
            <Table.Tr key={keys}>
              <Table.Td>{t(label)}</Table.Td>
              <Table.Td>
                <Group gap={4} justify="flex-end">
                  {keys.split('+').map((key) => (
                    <Kbd key={key}>{key === 'mod' ? modifier() : key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

function modifier(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
}
