import { BOX, element, icon } from './dom.js';
import type { Entry } from './inbox-store.js';
import type { Speech } from './texts.js';

export interface RowActions {
  readonly onOpen: (entry: Entry) => void;
  readonly onArchive: (entry: Entry) => void;
}

/** One row of the list. Its elements stay while the entry is listed, so that the focus stays too. */
export class EntryRow {
  readonly item = element('li', { class: 'item', part: 'item' });
  readonly button = element('button', { class: 'entry', type: 'button', tabindex: '-1' });
  readonly #archive = element('button', {
    class: 'icon-button archive',
    part: 'button',
    type: 'button',
    tabindex: '-1',
  });
  readonly #mark = element('span', { class: 'hidden-text' });
  readonly #message = element('span', { class: 'message', part: 'message', dir: 'auto' });
  readonly #time = element('time', { class: 'time', part: 'time' });
  #entry: Entry;

  constructor(entry: Entry, actions: RowActions) {
    this.#entry = entry;
    this.#archive.append(icon(BOX));
    this.button.append(this.#mark, this.#message, this.#time);
    this.button.addEventListener('click', () => actions.onOpen(this.#entry));
    this.#archive.addEventListener('click', () => actions.onArchive(this.#entry));
    this.item.append(this.button, this.#archive);
  }

  get entry(): Entry {
    return this.#entry;
  }

  show(entry: Entry, { texts, exact }: Speech): void {
    this.#entry = entry;
    const isUnread = entry.read_at === null;
    this.button.classList.toggle('unread', isUnread);
    this.button.setAttribute('part', isUnread ? 'entry entry-unread' : 'entry');
    this.#mark.textContent = isUnread ? `${texts.unread}: ` : '';
    this.#message.textContent = entry.message;
    this.#time.dateTime = entry.created_at;
    this.#time.title = exact(new Date(entry.created_at));
    this.#archive.setAttribute('aria-label', `${texts.archive}: ${entry.message}`);
    this.#archive.title = texts.archive;
  }

  showTime({ relative }: Speech): void {
    this.#time.textContent = relative(new Date(this.#entry.created_at));
  }

  /** Tab stops at only one row. */
  makeStop(isStop: boolean): void {
    for (const each of [this.button, this.#archive]) each.tabIndex = isStop ? 0 : -1;
  }
}
