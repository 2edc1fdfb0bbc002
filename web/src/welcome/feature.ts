import { IconBellRinging } from '@tabler/icons-react';
import type { Feature } from '../app/feature.js';
import { msg } from '../i18n/i18n.js';
import { welcomePushes } from './pushes.js';

export const welcome: Feature = {
  nav: [{ to: '/welcome', label: msg('First steps'), icon: IconBellRinging, group: 'help', mayOpen: () => true }],
  pushes: welcomePushes,
};
