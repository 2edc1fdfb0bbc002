import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Loading } from '../ui/states.js';
import type { Tab } from './tabs.js';

const route = getRouteApi('/shell/admin/$tab');

const PAGES = {
  users: lazy(async () => ({ default: (await import('./users-page.js')).UsersPage })),
  settings: lazy(async () => ({ default: (await import('./settings-page.js')).SettingsPage })),
  'api-keys': lazy(async () => ({ default: (await import('./api-keys-page.js')).ApiKeysPage })),
  webhooks: lazy(async () => ({ default: (await import('./system-webhooks-page.js')).SystemWebhooksPage })),
} as const;

export function AdminTab() {
  // The route admits only known tabs.
  const TabPage = PAGES[route.useParams().tab as Tab];
  return (
    <Suspense fallback={<Loading />}>
      <TabPage />
    </Suspense>
  );
}
