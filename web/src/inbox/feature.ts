import { IconInbox } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../app/feature.js';
import { msg } from '../i18n/i18n.js';
import { inboxPushes } from './pushes.js';

export const inbox: Feature = {
  nav: [{ to: '/inbox', label: msg('Inbox'), icon: IconInbox, group: 'desk', mayOpen: () => true }],
  pushes: inboxPushes,
  header: lazy(() => import('./bell.js').then(({ Bell }) => ({ default: Bell }))),
};
