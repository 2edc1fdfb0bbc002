import type { NotificationPush } from '@carillon/client';
import { BELL, element, icon } from './dom.js';
import { InboxStore, type Entry, type InboxState } from './inbox-store.js';
import { Panel } from './panel.js';
import { STYLES } from './styles.js';
import { fill, speechOf, type Speech, type Texts } from './texts.js';
import { personOf, tokensFrom, type TokenSource } from './tokens.js';

const MAX_SHOWN = 99;
const EMPTY: InboxState = { connection: 'connecting', unread: null, entries: null, hasMore: false, failure: null };
let sheet: CSSStyleSheet | undefined;

/**
 * `<carillon-inbox url="https://carillon.example.com" token-endpoint="/carillon-token">`: the bell and the inbox of the
 * person signed in at the page. Events: `carillon-open` (an entry was chosen), `carillon-ring` (one arrived) and
 * `carillon-count`.
 */
export class CarillonInbox extends HTMLElement {
  static readonly observedAttributes = ['url', 'token-endpoint', 'lang'];
  readonly #badge = element('span', { class: 'badge', part: 'badge', 'aria-hidden': 'true' });
  readonly #bell = element('button', { class: 'bell', part: 'bell', type: 'button', 'aria-haspopup': 'dialog' });
  readonly #news = element('div', { class: 'hidden-text', role: 'status' });
  readonly #panel: Panel;
  #speech: Speech = speechOf('en');
  #store: InboxStore | undefined;
  #state: InboxState = EMPTY;
  #tokenSource: TokenSource | undefined;
  #texts: Partial<Texts> = {};
  #isRestarting = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    this.#panel = new Panel(
      {
        onOpen: (entry) => this.#openEntry(entry),
        onArchive: (entry) => this.#archive(entry),
        onReadAll: () => this.#attempt(this.#store?.readAll()),
        onMore: () => void this.#store?.loadMore(),
        onRetry: () => void this.#store?.load(),
        onClose: () => this.close(),
      },
      this.#speech,
    );
    this.#bell.append(icon(BELL), this.#badge);
    this.#bell.setAttribute('aria-controls', 'panel');
    this.#bell.addEventListener('click', () => (this.#panel.isOpen ? this.close() : this.open()));
    root.append(this.#bell, this.#news, this.#panel.root);
    sheet ??= styleSheet();
    root.adoptedStyleSheets = [sheet];
  }

  connectedCallback(): void {
    for (const name of ['tokenSource', 'texts'] as const) this.#upgrade(name);
    document.addEventListener('pointerdown', this.#closeOutside);
    window.addEventListener('focus', this.#lookAgain);
    window.addEventListener('resize', this.#place);
    window.addEventListener('scroll', this.#place, { capture: true, passive: true });
    this.restart();
  }

  disconnectedCallback(): void {
    document.removeEventListener('pointerdown', this.#closeOutside);
    window.removeEventListener('focus', this.#lookAgain);
    window.removeEventListener('resize', this.#place);
    window.removeEventListener('scroll', this.#place, { capture: true });
    this.#panel.close();
    this.restart();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after && this.isConnected) this.restart();
  }

  /** The server's count; null until it is known, and when no one is signed in. */
  get unread(): number | null {
    return this.#state.unread;
  }

  /** Replaces `token-endpoint`, for pages that authorise requests by other means than cookies. */
  get tokenSource(): TokenSource | undefined {
    return this.#tokenSource;
  }

  set tokenSource(source: TokenSource | undefined) {
    this.#tokenSource = source;
    if (this.isConnected) this.restart();
  }

  /** The page's texts, which replace the built-in ones. */
  get texts(): Partial<Texts> {
    return this.#texts;
  }

  set texts(texts: Partial<Texts>) {
    this.#texts = texts;
    if (this.isConnected) this.restart();
  }

  /** Forgets everything and asks for a new token: for pages without a reload after sign-in or sign-out. */
  restart(): void {
    this.#forget();
    if (this.#isRestarting) return;
    this.#isRestarting = true;
    // Several attributes may change at once, and moving an element removes and adds it.
    queueMicrotask(() => {
      this.#isRestarting = false;
      if (this.isConnected) this.#start();
    });
  }

  open(): void {
    if (this.#panel.isOpen) return;
    this.#panel.open(this.#bell);
    this.#bell.setAttribute('aria-expanded', 'true');
    if (this.#state.connection === 'signed-out') return this.#lookAgain();
    if (this.#state.entries === null) {
      this.#load();
    } else this.#panel.focusNewest();
  }

  close(): void {
    if (!this.#panel.isOpen) return;
    const hadFocus = this.#panel.root.matches(':focus-within');
    this.#panel.close();
    this.#bell.setAttribute('aria-expanded', 'false');
    this.#store?.rest();
    if (hadFocus) this.#bell.focus();
  }

  #start(): void {
    const language = this.closest<HTMLElement>('[lang]')?.lang ?? navigator.language;
    this.#speech = speechOf(language, this.#texts);
    const url = this.getAttribute('url') ?? '';
    const endpoint = this.getAttribute('token-endpoint');
    const tokens = this.#tokenSource ?? (endpoint === null ? undefined : tokensFrom(endpoint));
    if (url === '' || tokens === undefined) {
      reportError(new Error('<carillon-inbox> needs the attributes url and token-endpoint.'));
      return this.#show({ ...EMPTY, connection: 'signed-out' });
    }
    const store: InboxStore = new InboxStore({
      url: new URL(url, document.baseURI).href,
      tokens: this.#ofOnePerson(tokens),
      onChange: (state) => this.#show(state),
      onRing: (push) => this.#ring(push),
    });
    this.#store = store;
    this.#show(store.state);
    store.connect();
    if (this.#panel.isOpen) this.#load();
  }

  #load(): void {
    void this.#store?.load().then(() => this.#panel.focusNewest());
  }

  /** Another person at the same page must not see the first person's data. */
  #ofOnePerson(tokens: TokenSource): TokenSource {
    let person: string | undefined;
    return async () => {
      const token = await tokens();
      const next = token === null ? undefined : personOf(token);
      if (person !== undefined && next !== person) this.restart();
      person ??= next;
      return token;
    };
  }

  #forget(): void {
    this.#store?.close();
    this.#store = undefined;
    this.#news.textContent = '';
    this.#show(EMPTY);
  }

  #show(state: InboxState): void {
    const before = this.#state.unread;
    this.#state = state;
    const { texts, number } = this.#speech;
    const unread = state.unread ?? 0;
    const shown = unread > MAX_SHOWN ? `${number(MAX_SHOWN)}+` : number(unread);
    const count = unread === 0 ? texts.none : number(unread);
    this.#badge.textContent = shown;
    this.#badge.hidden = unread === 0;
    this.#bell.setAttribute(
      'aria-label',
      unread === 0 ? `${texts.bell}, ${texts.none}` : fill(texts.bellWith, { count }),
    );
    this.#bell.setAttribute('aria-expanded', String(this.#panel.isOpen));
    this.#bell.classList.toggle('lost', state.connection === 'lost');
    this.#panel.show(state, this.#speech);
    if (state.unread !== before) this.#send('carillon-count', { unread: state.unread });
  }

  #ring(push: NotificationPush): void {
    const { message } = push.notification;
    this.#news.textContent = fill(this.#speech.texts.arrived, { message });
    this.#bell.classList.remove('rings');
    // A new frame, so that the animation starts again.
    requestAnimationFrame(() => this.#bell.classList.add('rings'));
    this.#send('carillon-ring', { notification: push.notification, data: push.data });
  }

  #openEntry(entry: Entry): void {
    this.#attempt(this.#store?.read(entry));
    const { data, ...notification } = entry;
    // A page that does not navigate keeps the list open with `preventDefault`.
    if (this.#send('carillon-open', { notification, data })) this.close();
  }

  #archive(entry: Entry): void {
    const store = this.#store;
    if (store === undefined) return;
    const undo = () => this.#attempt(store.unarchive(entry));
    this.#attempt(store.archive(entry).then(() => this.#panel.showNote(this.#speech.texts.archived, undo)));
  }

  #attempt(work: Promise<unknown> | undefined): void {
    work?.catch(() => this.#panel.showNote(this.#speech.texts.notDone));
  }

  #send(name: string, detail: object): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  /** A property set before the class was defined hides the accessor. */
  #upgrade(name: 'tokenSource' | 'texts'): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete (this as Partial<CarillonInbox>)[name];
    Object.assign(this, { [name]: value });
  }

  readonly #place = (): void => {
    if (this.#panel.isOpen) this.#panel.place(this.#bell);
  };

  /** The person may have signed in meanwhile, in another tab. */
  readonly #lookAgain = (): void => {
    if (this.#store !== undefined && this.#state.connection === 'signed-out') this.restart();
  };

  readonly #closeOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.close();
  };
}

function styleSheet(): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(STYLES);
  return made;
}
