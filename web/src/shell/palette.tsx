import { ActionIcon, Tooltip } from '@mantine/core';
import { useSpotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useShortcuts, type Shortcut } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { useLater } from '../ui/use-later.js';
import { palette, paletteStore } from './palette-store.js';

const OPEN: readonly Shortcut[] = [{ keys: 'mod+k', label: msg('Find and go'), run: () => palette.open() }];
const loadDialog = () => import('./palette-dialog.js');

export function PaletteButton() {
  const t = useT();
  return (
    <Tooltip label={t('Find and go')}>
      <ActionIcon variant="subtle" size="lg" aria-label={t('Find and go')} onClick={() => palette.open()}>
        <IconSearch size={22} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

export function Palette() {
  const { opened } = useSpotlight(paletteStore);
  useShortcuts(OPEN);
  const dialog = useLater(loadDialog, opened);
  return dialog && <dialog.PaletteDialog />;
}
