import type { MessageId } from '../i18n/i18n.js';
import type { Role } from './user-search.js';

export const ROLE_LABELS: Readonly<Record<Role, MessageId>> = {
  admin: 'Admin',
  agent: 'Agent',
  manager: 'Manager',
  user: 'User',
};

export const ROLE_COLORS: Readonly<Record<Role, string>> = {
  admin: 'red',
  agent: 'blue',
  manager: 'indigo',
  user: 'gray',
};
