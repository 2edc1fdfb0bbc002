import { CROSS, element, icon } from './dom.js';
import { EntryList } from './entry-list.js';
import type { Entry, InboxState } from './inbox-store.js';
import type { Speech } from './texts.js';

export interface PanelActions {
  readonly onOpen: (entry: Entry) => void;
  readonly onArchive: (entry: Entry) => void;
  readonly onReadAll: () => void;
  readonly onMore: () => void;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

const GAP_PX = 8;
const MIN_HEIGHT_PX = 240;
const MAX_HEIGHT_PX = 560;
const TICK_MS = 30_000;

/** The popover below the bell: in the top layer, so that the page cannot clip or cover it. The focus stays in it. */
export class Panel {
  readonly root = element('div', { class: 'panel', part: 'panel', popover: 'manual', role: 'dialog', id: 'panel' });
  readonly #title = element('h2', { part: 'title' });
  readonly #readAll = element('button', { class: 'text-button', part: 'button', type: 'button' });
  readonly #close = element('button', { class: 'icon-button', part: 'button', type: 'button' });
  /** Shows the connection state, or that the list is empty. */
  readonly #note = element('p', { class: 'note', part: 'note', role: 'status' });
  /** Shows the last action, with undo. */
  readonly #done = element('p', { class: 'note', part: 'note', role: 'status' });
  readonly #more = element('button', { class: 'more', part: 'button', type: 'button' });
  readonly #retry = element('button', { class: 'text-button', part: 'button', type: 'button' });
  readonly #list: EntryList;
  readonly #actions: PanelActions;
  #speech: Speech;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(actions: PanelActions, speech: Speech) {
    this.#actions = actions;
    this.#speech = speech;
    this.#list = new EntryList(actions);
    this.#close.append(icon(CROSS));
    this.#readAll.addEventListener('click', actions.onReadAll);
    this.#close.addEventListener('click', actions.onClose);
    this.#more.addEventListener('click', actions.onMore);
    this.#retry.addEventListener('click', actions.onRetry);
    const head = element('div', { class: 'head', part: 'head' }, this.#title, this.#readAll, this.#close);
    const body = element('div', { class: 'body' }, this.#list.list, this.#more);
    this.root.append(head, this.#note, this.#done, body);
    this.root.addEventListener('keydown', (event) => this.#press(event));
  }

  get isOpen(): boolean {
    return this.root.matches(':popover-open');
  }

  open(bell: Element): void {
    this.root.showPopover();
    this.place(bell);
    this.#clock = setInterval(() => this.#list.showTimes(this.#speech), TICK_MS);
    this.#close.focus();
  }

  close(): void {
    clearInterval(this.#clock);
    this.#done.replaceChildren();
    if (this.isOpen) this.root.hidePopover();
  }

  /** Below the bell, or above where there is more room; always inside the window. */
  place(bell: Element): void {
    const { top, bottom, left, right } = bell.getBoundingClientRect();
    const isRightToLeft = getComputedStyle(bell).direction === 'rtl';
    const width = this.root.offsetWidth;
    const below = innerHeight - bottom - 2 * GAP_PX;
    const isBelow = below >= MIN_HEIGHT_PX || below >= top;
    const wanted = isRightToLeft ? left : right - width;
    const style = this.root.style;
    style.left = `${Math.max(GAP_PX, Math.min(wanted, innerWidth - width - GAP_PX))}px`;
    style.top = isBelow ? `${bottom + GAP_PX}px` : 'auto';
    style.bottom = isBelow ? 'auto' : `${innerHeight - top + GAP_PX}px`;
    style.maxHeight = `${Math.max(MIN_HEIGHT_PX / 2, Math.min(MAX_HEIGHT_PX, isBelow ? below : top - 2 * GAP_PX))}px`;
  }

  show(state: InboxState, speech: Speech): void {
    this.#speech = speech;
    const { texts } = speech;
    const entries = state.entries ?? [];
    const hadFocus = this.#hasFocus();
    this.root.setAttribute('aria-label', texts.bell);
    this.#title.textContent = texts.bell;
    this.#readAll.textContent = texts.readAll;
    this.#readAll.hidden = (state.unread ?? 0) === 0 || entries.length === 0;
    this.#close.setAttribute('aria-label', texts.close);
    this.#more.textContent = texts.more;
    this.#more.hidden = !state.hasMore;
    this.#retry.textContent = texts.retry;
    this.#showNote(state, speech);
    this.#list.show(entries, speech);
    // The focused element may be gone or hidden.
    if (hadFocus && !this.#hasFocus()) this.#close.focus();
  }

  /** @param undo reverses the action; left out where it cannot be undone */
  showNote(text: string, undo?: () => void): void {
    if (undo === undefined) return this.#done.replaceChildren(text);
    const button = element('button', { class: 'text-button', part: 'button', type: 'button' }, this.#speech.texts.undo);
    button.addEventListener('click', () => {
      this.#done.replaceChildren();
      if (!this.#list.focus()) this.#close.focus();
      undo();
    });
    this.#done.replaceChildren(text, button);
  }

  /** To the newest entry, unless the person has moved the focus meanwhile. */
  focusNewest(): void {
    if (this.#hasFocus()) this.#list.focusFirst();
  }

  #hasFocus(): boolean {
    return this.root.matches(':focus-within');
  }

  #showNote({ connection, entries, failure }: InboxState, { texts }: Speech): void {
    if (connection === 'signed-out') return this.#note.replaceChildren(texts.signedOut);
    if (failure !== null) return this.#note.replaceChildren(texts.failed, this.#retry);
    const isQuiet = entries !== null && entries.length === 0;
    const text = entries === null ? texts.loading : isQuiet ? texts.quiet : '';
    this.#note.replaceChildren(connection === 'lost' ? texts.lost : text);
  }

  #press(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      return this.#actions.onClose();
    }
    if (event.key !== 'Tab') return;
    const stops = [...this.root.querySelectorAll<HTMLElement>('button')].filter(
      (each) => each.tabIndex === 0 && each.checkVisibility(),
    );
    const [first, last] = [stops[0], stops.at(-1)];
    const leaves = event.shiftKey ? first : last;
    if (leaves === undefined || !leaves.matches(':focus')) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
