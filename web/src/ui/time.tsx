import { useSyncExternalStore } from 'react';
import { useFormats } from '../i18n/format.js';

const TICK_MS = 15_000;

/** One clock for all times on the page. */
const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of watchers) each();
  }, TICK_MS);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** "3 min ago", with the exact instant as its title. A planned time may lie ahead: "in 3 min". A list has hundreds: plain HTML. */
export function Time({ at, isPlanned = false }: { at: string; isPlanned?: boolean }) {
  const formats = useFormats();
  const seen = useSyncExternalStore(watch, () => now);
  const time = new Date(at);
  return (
    // A slow clock must not put an event that has happened into the future.
    <time dateTime={at} title={formats.exact(time)}>
      {formats.relative(time, isPlanned ? seen : Math.max(seen, time.getTime()))}
    </time>
  );
}
