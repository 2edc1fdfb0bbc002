import { useCallback, useState } from 'react';

const PREFIX = 'carillon.draft:';

/**
 * A text that survives reloads, lost connections and expired sessions, until it is cleared.
 *
 * @param key names the person and the place: `<user>:ticket:<id>`
 */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [kept, setKept] = useState({ key, text: read(key) });
  // Another place, another draft.
  const current = kept.key === key ? kept.text : read(key);
  if (kept.key !== key) setKept({ key, text: current });
  const write = useCallback(
    (text: string) => {
      setKept({ key, text });
      store(key, text);
    },
    [key],
  );
  return [current, write];
}

/** After a sign-out: the next person at this computer must not read them. */
export function forgetDrafts(): void {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  }
}

function read(key: string): string {
  try {
    return localStorage.getItem(PREFIX + key) ?? '';
  } catch {
    return '';
  }
}

function store(key: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, text);
  } catch {
    // A full storage costs the draft at a reload, not now.
  }
}
