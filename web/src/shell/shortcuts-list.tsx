import { Group, Kbd, Modal, Stack, Switch, Table } from '@mantine/core';
import { useState } from 'react';
import { activeShortcuts, useSingleKeys } from '../app/shortcuts.js';
import { useT } from '../i18n/text.js';

/** The page's shortcuts, and the switch for people who press keys by accident. */
export function ShortcutsList({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('Keyboard shortcuts')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {isOpen && <Content />}
    </Modal>
  );
}

function Content() {
  const t = useT();
  const [isOn, setOn] = useSingleKeys();
  const [shortcuts] = useState(activeShortcuts);
  return (
    <Stack gap="md">
      <Switch
        label={t('Single-key shortcuts')}
        description={t('Turn them off if you use dictation, or press keys by accident.')}
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
