import { IconSend } from '@tabler/icons-react';
import type { Feature } from '../app/feature.js';
import { msg } from '../i18n/i18n.js';
import { deliveryPushes } from './pushes.js';

export const deliveries: Feature = {
  nav: [{ to: '/deliveries', label: msg('Deliveries'), icon: IconSend, group: 'webhooks', mayOpen: () => true }],
  pushes: deliveryPushes,
};
