import { IconSettings } from '@tabler/icons-react';
import { isAdmin } from '../api/me.js';
import type { Feature } from '../app/feature.js';
import { msg } from '../i18n/i18n.js';
import { onPush } from '../live/pushes.js';

export const admin: Feature = {
  nav: [{ to: '/admin', label: msg('Administration'), icon: IconSettings, group: 'operation', mayOpen: isAdmin }],
  // Accounts have no version, so it is unknown which of two pushes is newer.
  pushes: [onPush('user.update', (queryClient) => void queryClient.invalidateQueries({ queryKey: ['users'] }))],
};
