import { IconStack2 } from '@tabler/icons-react';
import type { Feature } from '../app/feature.js';
import { msg } from '../i18n/i18n.js';
import { queuePushes } from './pushes.js';

export const queue: Feature = {
  nav: [{ to: '/queue', label: msg('Queue'), icon: IconStack2, group: 'operation', mayOpen: () => true }],
  pushes: queuePushes,
};
