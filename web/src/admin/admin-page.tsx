import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { Page } from '../ui/page.js';
import { TABS, type Tab } from './tabs.js';

const LABELS: Readonly<Record<Tab, MessageId>> = {
  users: 'Users',
  settings: 'Settings',
  'api-keys': 'API keys',
  webhooks: 'System webhooks',
};

interface AdminPageProps {
  readonly tab: Tab;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Each tab is a page with its own address. */
export function AdminPage({ tab, actions, children }: AdminPageProps) {
  const t = useT();
  return (
    <Page title={t(LABELS[tab])} actions={actions}>
      <Group component="nav" gap={4} aria-label={t('Administration')}>
        {TABS.map((one) => (
          <Button
            key={one}
            component={Link}
            to="/admin/$tab"
            params={{ tab: one } as never}
            search={{} as never}
            size="compact-md"
            fw={one === tab ? 700 : 500}
            variant={one === tab ? 'light' : 'subtle'}
          >
            {t(LABELS[one])}
          </Button>
        ))}
      </Group>
      {children}
    </Page>
  );
}
