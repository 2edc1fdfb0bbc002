import { isStaff } from '../api/me.js';
import type { Feature } from '../app/feature.js';
import { KIND_TEXTS, KINDS } from './kinds.js';
import { recordPushes } from './pushes.js';

export const records: Feature = {
  nav: KINDS.map((kind) => ({
    to: `/records/${kind}`,
    label: KIND_TEXTS[kind].title,
    icon: KIND_TEXTS[kind].icon,
    group: 'desk',
    mayOpen: isStaff,
  })),
  pushes: recordPushes,
};
