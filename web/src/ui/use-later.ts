import { useEffect, useState } from 'react';

const MAX_IDLE_WAIT_MS = 2_000;
const RETRY_MS = 2_000;

/**
 * Code that a page does not need at first. It is loaded when the page is idle, so that it is available offline; at once
 * when it is needed; and again until it succeeds.
 *
 * @param load a dynamic import, the same function at every call
 * @returns undefined until it is loaded
 */
export function useLater<T>(load: () => Promise<T>, isNeeded: boolean): T | undefined {
  const [loaded, setLoaded] = useState<T>();
  const isMissing = loaded === undefined;
  useEffect(() => {
    if (!isMissing) return undefined;
    const keep = (value: T) => setLoaded(() => value);
    // Offline: it is loaded when it is needed.
    if (!isNeeded) return whenIdle(() => load().then(keep, () => undefined));
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const attempt = () => {
      load().then(keep, () => {
        if (!isOver) timer = setTimeout(attempt, RETRY_MS);
      });
    };
    attempt();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [load, isNeeded, isMissing]);
  return loaded;
}

function whenIdle(work: () => unknown): () => void {
  // Missing in Safari.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, MAX_IDLE_WAIT_MS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: MAX_IDLE_WAIT_MS });
  return () => cancelIdleCallback(handle);
}
