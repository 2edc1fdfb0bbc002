import type { MessageId } from '../i18n/i18n.js';
import type { Kind } from './kinds.js';

interface KindTexts {
  readonly create: MessageId;
  readonly none: MessageId;
  readonly noMatch: MessageId;
}

export const KIND_TEXTS: Readonly<Record<Kind, KindTexts>> = {
  companies: {
    create: 'New company',
    none: 'There are no companies yet.',
    noMatch: 'No company matches these filters.',
  },
  assets: {
    create: 'New asset',
    none: 'There are no assets yet.',
    noMatch: 'No asset matches these filters.',
  },
  machines: {
    create: 'Register a machine',
    none: 'There are no machines yet.',
    noMatch: 'No machine matches these filters.',
  },
  alerts: {
    create: 'New alert',
    none: 'There are no alerts yet.',
    noMatch: 'No alert matches these filters.',
  },
};
