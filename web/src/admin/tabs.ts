export const TABS = ['users', 'settings', 'api-keys', 'webhooks'] as const;
/** The names in the address. */
export type Tab = (typeof TABS)[number];

export function isTab(text: string): text is Tab {
  return (TABS as readonly string[]).includes(text);
}
