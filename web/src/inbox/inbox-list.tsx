import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useShortcuts } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useInboxActions } from './actions.js';
import { InboxRow } from './inbox-row.js';
import type { Entry } from './queries.js';
import { ticketOf } from './targets.js';

const ROW_PX = 76;
const OVERSCAN = 8;

const ROW_STEPS: Readonly<Record<string, number | undefined>> = { ArrowDown: 1, ArrowUp: -1 };
const CONTROL_STEPS: Readonly<Record<string, number | undefined>> = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * Only visible rows are in the document, however many there are. The Tab key stops once in the list: arrow keys move
 * between rows and between the controls of a row.
 */
export function InboxList({ entries, onEnd }: { entries: readonly Entry[]; onEnd: () => void }) {
  const list = useRef<HTMLUListElement>(null);
  const [activeId, setActiveId] = useState<string>();
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
  // A row that was scrolled away is not in the document, so Tab could not reach it.
  const stop = (shown.find(({ index }) => entries[index]?.id === activeId) ?? shown[0])?.index ?? 0;
  const focus = (at: number) => {
    const row = () => list.current?.querySelector<HTMLElement>(`[data-index="${at}"] [data-row]`);
    if (row()) return row()?.focus();
    rows.scrollToIndex(at);
    requestAnimationFrame(() => row()?.focus());
  };
  const { step, toggleArchived } = useRowKeys({ list, entries, stop, focus });
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
            <InboxRow
              entry={entry}
              isStop={index === stop}
              onArchive={() => toggleArchived(index)}
              control={{ onFocus: () => setActiveId(entry.id), onKeyDown: (event) => moveBy(event, step) }}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** Up and down between rows, left and right between the controls of one. */
function moveBy(event: KeyboardEvent<HTMLElement>, step: (by: number) => void): void {
  const { currentTarget: control, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = ROW_STEPS[key];
  const aside = CONTROL_STEPS[key];
  if (by !== undefined) step(by);
  else if (aside !== undefined) {
    const controls = [...(control.closest('[data-index]')?.querySelectorAll<HTMLElement>('button') ?? [])];
    controls[controls.indexOf(control) + aside]?.focus();
  } else return;
  event.preventDefault();
}

interface RowKeys {
  readonly list: React.RefObject<HTMLUListElement | null>;
  readonly entries: readonly Entry[];
  /** The row that the Tab key reaches. */
  readonly stop: number;
  readonly focus: (at: number) => void;
}

/** Shortcuts are for the row with the focus; otherwise for the row that Tab reaches. */
function useRowKeys({ list, entries, stop, focus }: RowKeys) {
  const { archive, unarchive, read, unread, mute } = useInboxActions();
  const place = () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-index]') ?? null;
    return row !== null && list.current?.contains(row) === true ? Number(row.dataset['index']) : -1;
  };
  const step = (by: number) => {
    const at = place();
    // The first step enters the list, further ones move in it.
    focus(at === -1 ? stop : Math.max(0, Math.min(entries.length - 1, at + by)));
  };
  const toggleArchived = (at: number) => {
    const entry = entries[at];
    if (entry === undefined) return;
    // Before the entry leaves the list: a second key at once is for the next entry, not for the first.
    if (entries.length > 1) focus(at + 1 < entries.length ? at + 1 : at - 1);
    else list.current?.closest<HTMLElement>('[role=tabpanel]')?.focus();
    if (entry.archived_at === null) archive(entry);
    else unarchive(entry);
  };
  const current = () => {
    const at = place();
    return at === -1 ? stop : at;
  };
  const toggleRead = (entry: Entry | undefined) => {
    if (entry !== undefined) (entry.read_at === null ? read : unread)(entry);
  };
  const muteTicket = (entry: Entry | undefined) => {
    const ticket = entry && ticketOf(entry);
    if (ticket !== undefined) mute(ticket);
  };
  useShortcuts([
    { keys: 'e', label: msg('Archive or unarchive'), run: () => toggleArchived(current()) },
    { keys: 'u', label: msg('Mark as read or unread'), run: () => toggleRead(entries[current()]) },
    { keys: 'm', label: msg('Mute this ticket'), run: () => muteTicket(entries[current()]) },
    { keys: 'j', label: msg('Next entry'), run: () => step(1) },
    { keys: 'k', label: msg('Previous entry'), run: () => step(-1) },
  ]);
  return { step, toggleArchived };
}
