import { element } from './dom.js';
import { EntryRow, type RowActions } from './entry-row.js';
import type { Entry } from './inbox-store.js';
import type { Speech } from './texts.js';

/** The list of notifications: arrow keys, Home and End move in it, `e` archives. */
export class EntryList {
  readonly list = element('ul', { class: 'list', part: 'list' });
  readonly #rows = new Map<string, EntryRow>();
  readonly #actions: RowActions;
  #order: readonly EntryRow[] = [];
  #stop: EntryRow | undefined;

  constructor(actions: RowActions) {
    this.#actions = actions;
    this.list.addEventListener('keydown', (event) => this.#press(event));
    this.list.addEventListener('focusin', (event) => this.#focused(event.target));
  }

  show(entries: readonly Entry[], speech: Speech): void {
    const focused = this.#order.findIndex(({ item }) => item.matches(':focus-within'));
    this.#removeAllBut(new Set(entries.map(({ id }) => id)));
    this.#order = entries.map((entry) => this.#rowOf(entry, speech));
    for (const [at, { item }] of this.#order.entries()) {
      // Moves only misplaced elements, because a move loses the focus.
      if (this.list.children[at] !== item) this.list.insertBefore(item, this.list.children[at] ?? null);
    }
    const isStopGone = this.#stop === undefined || !this.#order.includes(this.#stop);
    if (isStopGone) this.#makeStop(this.#order[Math.min(Math.max(focused, 0), this.#order.length - 1)]);
    // The focused row is gone: the next one takes its place.
    if (isStopGone && focused !== -1) this.focus();
  }

  showTimes(speech: Speech): void {
    for (const row of this.#order) row.showTime(speech);
  }

  focusFirst(): void {
    this.#makeStop(this.#order[0]);
    this.focus();
  }

  /** @returns whether an entry could get the focus */
  focus(): boolean {
    this.#stop?.button.focus();
    return this.#stop !== undefined;
  }

  #rowOf(entry: Entry, speech: Speech): EntryRow {
    const known = this.#rows.get(entry.id);
    const row = known ?? new EntryRow(entry, this.#actions);
    this.#rows.set(entry.id, row);
    if (known === undefined) row.makeStop(false);
    if (known === undefined || known.entry !== entry) row.show(entry, speech);
    row.showTime(speech);
    return row;
  }

  #removeAllBut(ids: ReadonlySet<string>): void {
    for (const [id, { item }] of this.#rows) {
      if (ids.has(id)) continue;
      item.remove();
      this.#rows.delete(id);
    }
  }

  #makeStop(row: EntryRow | undefined): void {
    this.#stop?.makeStop(false);
    this.#stop = row;
    row?.makeStop(true);
  }

  #focused(target: EventTarget | null): void {
    const row = this.#order.find(({ item }) => target instanceof Node && item.contains(target));
    if (row !== undefined && row !== this.#stop) this.#makeStop(row);
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.#stop === undefined) return;
    const at = this.#order.indexOf(this.#stop);
    const goals: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, this.#order.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: this.#order.length - 1,
    };
    const goal = goals[event.key];
    if (goal !== undefined) this.#order[goal]?.button.focus();
    else if (event.key === 'e' && !event.repeat) this.#actions.onArchive(this.#stop.entry);
    else return;
    event.preventDefault();
    // The page may have shortcuts of its own.
    event.stopPropagation();
  }
}
