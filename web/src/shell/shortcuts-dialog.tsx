import { useSyncExternalStore } from 'react';
import { useShortcuts, type Shortcut } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useLater } from '../ui/use-later.js';

const OWN: readonly Shortcut[] = [{ keys: '?', label: msg('Keyboard shortcuts'), run: openShortcuts }];
const loadList = () => import('./shortcuts-list.js');
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

/** Opened by `?`. */
export function ShortcutsDialog() {
  const opened = useSyncExternalStore(watch, () => isOpen);
  useShortcuts(OWN);
  const list = useLater(loadList, opened);
  return list && <list.ShortcutsList isOpen={opened} onClose={() => setOpen(false)} />;
}
