import type { Category } from './event-definition.js';

const BY_NOUN: Readonly<Record<string, Category>> = {
  ticket: 'SUPPORT',
  comment: 'SUPPORT',
  attachment: 'SUPPORT',
  kb_article: 'SUPPORT',
  support: 'SUPPORT',
  user: 'SECURITY',
  alert: 'SECURITY',
  machine: 'VPS',
  node: 'VPS',
  server: 'GAME_SERVER',
  billing: 'BILLING',
  subscription: 'BILLING',
  payment: 'BILLING',
  company: 'SYSTEM',
  asset: 'SYSTEM',
  sync: 'SYSTEM',
  storage: 'SYSTEM',
  webhook: 'SYSTEM',
};

const BY_TYPE: Readonly<Record<string, Category>> = {
  'system.alert': 'SECURITY',
  'system.settings_updated': 'SYSTEM',
};

/** The category of any name, known or not: by its noun, with two exceptions. */
export function categoryOf(type: string): Category {
  const noun = type.split('.', 1)[0] ?? '';
  const byType = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
  return byType ?? (Object.hasOwn(BY_NOUN, noun) ? BY_NOUN[noun] : undefined) ?? 'CUSTOM';
}
