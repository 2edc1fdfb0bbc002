import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useShortcuts } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useInboxActions } from './actions.js';
import { InboxRow } from './inbox-row.js';
import type { Entry } from './queries.js';

const ROW_PX = 76;
const OVERSCAN = 8;

/** Only what is on the screen is in the page, however many there are. `j` and `k` walk, `e` archives. */
export function InboxList({ entries, onEnd }: { entries: readonly Entry[]; onEnd: () => void }) {
  const list = useRef<HTMLUListElement>(null);
  // The compiler, which this build does not use, would have to leave the component alone.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useWindowVirtualizer({
    count: entries.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (at) => entries[at]?.id ?? at,
  });
  const shown = rows.getVirtualItems();
  const isAtEnd = (shown.at(-1)?.index ?? 0) >= entries.length - 1;
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, onEnd, entries.length]);
  useRowKeys(list, entries);
  return (
    <ul
      ref={list}
      style={{ height: rows.getTotalSize(), position: 'relative', margin: 0, padding: 0, listStyle: 'none' }}
    >
      {shown.map(({ key, index, start }) => {
        const entry = entries[index];
        if (entry === undefined) return null;
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-setsize={entries.length}
            aria-posinset={index + 1}
            style={{
              position: 'absolute',
              insetInline: 0,
              transform: `translateY(${start - rows.options.scrollMargin}px)`,
            }}
          >
            <InboxRow entry={entry} />
          </li>
        );
      })}
    </ul>
  );
}

function useRowKeys(list: React.RefObject<HTMLUListElement | null>, entries: readonly Entry[]): void {
  const { archive, unarchive } = useInboxActions();
  const place = () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-index]');
    return row !== null && row !== undefined && list.current?.contains(row) === true
      ? Number(row.dataset['index'])
      : -1;
  };
  const focus = (at: number) => {
    list.current?.querySelector<HTMLElement>(`[data-index="${at}"] [data-row]`)?.focus();
  };
  const archiveCurrent = () => {
    const at = Math.max(0, place());
    const entry = entries[at];
    if (entry === undefined) return;
    if (entry.archived_at === null) archive(entry);
    else unarchive(entry);
    // The one behind has moved up.
    requestAnimationFrame(() => focus(Math.min(at, entries.length - 2)));
  };
  useShortcuts([
    { keys: 'e', label: msg('Archive, or take out of the archive'), run: archiveCurrent },
    { keys: 'j', label: msg('Next entry'), run: () => focus(Math.min(place() + 1, entries.length - 1)) },
    { keys: 'k', label: msg('Previous entry'), run: () => focus(Math.max(place() - 1, 0)) },
  ]);
}
