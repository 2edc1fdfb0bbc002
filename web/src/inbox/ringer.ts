import type { NotificationPush } from '@carillon/client';
import { notifyDone } from '../ui/notify.js';

const LOCK = 'carillon.ringing-tab';

type Watcher = () => void;
const watchers = new Set<Watcher>();
let hasRung = false;
/** The lock that this tab holds or waits for now; the end of an older one is ignored. */
let current = 0;
let isRingingTab = false;
let giveUp: (() => void) | undefined;

/**
 * Only one tab rings: the one that was visible last. Where the browser has no locks (plain http of another host), each
 * tab rings.
 *
 * @returns a function that stops it
 */
export function startRinging(): () => void {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) {
    isRingingTab = true;
    return () => undefined;
  }
  const take = () => {
    if (document.visibilityState === 'visible' && !isRingingTab) hold(locks, { steal: true });
  };
  // In the background it waits for its turn.
  if (document.visibilityState === 'visible') take();
  else hold(locks, {});
  window.addEventListener('focus', take);
  document.addEventListener('visibilitychange', take);
  return () => {
    window.removeEventListener('focus', take);
    document.removeEventListener('visibilitychange', take);
    // Released at once: a bell that is shown again at the same moment must take the lock again.
    current += 1;
    isRingingTab = false;
    giveUp?.();
  };
}

function hold(locks: LockManager, options: LockOptions): void {
  current += 1;
  const own = current;
  const held = locks.request(LOCK, options, async () => {
    // The bell was removed and shown again while this request waited: the newer one counts.
    if (own !== current) return;
    isRingingTab = true;
    await new Promise<void>((resolve) => {
      giveUp = resolve;
    });
  });
  held
    .catch(() => undefined)
    .finally(() => {
      if (own !== current) return;
      isRingingTab = false;
      // Another tab took it: this one rings again when that one is closed.
      if (document.visibilityState === 'hidden') hold(locks, {});
    });
}

/** A system notification when the page is hidden and the person allowed it; otherwise a note on the page. */
export function ring({ notification: { id, message } }: NotificationPush): void {
  if (!isRingingTab) return;
  if (!hasRung) {
    hasRung = true;
    for (const watcher of watchers) watcher();
  }
  if (document.hasFocus() || !maySystemRing()) return notifyDone(message);
  const shown = new Notification('Carillon', { body: message, tag: id });
  shown.addEventListener('click', () => {
    window.focus();
    shown.close();
  });
}

function maySystemRing(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}

export function watchFirstRing(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function hasEverRung(): boolean {
  return hasRung;
}
