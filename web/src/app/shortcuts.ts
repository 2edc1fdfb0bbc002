import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { MessageId } from '../i18n/i18n.js';

export interface Shortcut {
  /** As in `KeyboardEvent.key`, with `mod+` for Ctrl or ⌘: `e`, `?`, `mod+Enter`. */
  readonly keys: string;
  readonly label: MessageId;
  readonly run: (event: KeyboardEvent) => void;
}

const KEY = 'carillon.single-key-shortcuts';
const active = new Set<{ readonly current: readonly Shortcut[] }>();
const watchers = new Set<() => void>();

/** Works while the calling component is mounted; the dialog of `?` lists it. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  // Before the page is painted: a key works as soon as its page is seen.
  useLayoutEffect(() => {
    active.add(latest);
    return () => void active.delete(latest);
  }, []);
}

export function activeShortcuts(): readonly Shortcut[] {
  return [...active].flatMap(({ current }) => current);
}

/** WCAG 2.1.4: people who dictate, or miss keys, must be able to switch single keys off. */
export function useSingleKeys(): readonly [boolean, (isOn: boolean) => void] {
  return [useSyncExternalStore(watch, areSingleKeysOn), setSingleKeys];
}

export function listenForShortcuts(): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    const keys = keysOf(event);
    if (!keys.startsWith('mod+') && (!areSingleKeysOn() || isTyping(event))) return;
    // The one mounted last has priority.
    const shortcut = activeShortcuts().findLast((one) => one.keys === keys);
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut.run(event);
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}

function keysOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return `${ctrlKey || metaKey ? 'mod+' : ''}${altKey ? 'alt+' : ''}${name}`;
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role=dialog]') !== null;
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

function setSingleKeys(isOn: boolean): void {
  try {
    localStorage.setItem(KEY, isOn ? 'on' : 'off');
  } catch {
    // Stays as it is.
  }
  for (const watcher of watchers) watcher();
}
