import type { ComponentType } from 'react';
import type { Icon } from '@tabler/icons-react';
import type { Me } from '../api/me.js';
import type { MessageId } from '../i18n/i18n.js';
import type { PushHandler } from '../live/pushes.js';

export interface NavEntry {
  readonly to: string;
  readonly label: MessageId;
  readonly icon: Icon;
  /** `help` is in the person's menu; the palette finds all of them. */
  readonly group: 'desk' | 'webhooks' | 'operation' | 'help';
  readonly mayOpen: (me: Me) => boolean;
}

export interface Found {
  readonly id: string;
  /** A name from the data, or a translated text. */
  readonly label: string;
  readonly description?: string;
  /** A path of the dashboard. */
  readonly to: string;
}

/** What the palette finds besides pages: tickets by number, endpoints, events by id. */
export interface FindSource {
  readonly id: string;
  readonly label: MessageId;
  /** @returns a few; nothing for other text */
  readonly find: (text: string, me: Me, signal: AbortSignal) => Promise<readonly Found[]>;
}

/** What a folder of `src/` adds to the dashboard besides its routes. It loads no page. */
export interface Feature {
  readonly nav?: readonly NavEntry[];
  readonly pushes?: readonly PushHandler[];
  readonly finds?: readonly FindSource[];
  /** Shown in the header of every page. Lazy, so that the sign-in page does not load it. */
  readonly header?: ComponentType;
}
