import { Alert, Anchor, Button, Group, Menu, Tabs, Text as Words } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ComponentType } from 'react';
import type { MessageId } from '../../i18n/i18n.js';
import { useT } from '../../i18n/text.js';
import { useRoom } from '../../live/use-live.js';
import { Copy } from '../../ui/copy.js';
import { Page } from '../../ui/page.js';
import { Failure, Loading } from '../../ui/states.js';
import { webhookQuery, type Webhook } from '../queries.js';
import { StateBadge } from '../state-badge.js';
import { useWebhookActions } from '../use-webhook-actions.js';
import { parseWorkbenchSearch, TABS, type WorkbenchTab } from './search.js';
import { Switch } from './switch.js';

const route = getRouteApi('/shell/webhooks/$webhookId');

const PANELS: Record<WorkbenchTab, { label: MessageId; Panel: ComponentType<{ webhook: Webhook }> }> = {
  overview: {
    label: 'Overview',
    Panel: lazy(async () => ({ default: (await import('./overview-tab.js')).OverviewTab })),
  },
  settings: {
    label: 'Settings',
    Panel: lazy(async () => ({ default: (await import('./settings-tab.js')).SettingsTab })),
  },
  secret: {
    label: 'Secret',
    Panel: lazy(async () => ({ default: (await import('./secret-tab.js')).SecretTab })),
  },
  stats: {
    label: 'Figures',
    Panel: lazy(async () => ({ default: (await import('./stats-tab.js')).StatsTab })),
  },
  snippets: {
    label: 'Receiver',
    Panel: lazy(async () => ({ default: (await import('./snippets-tab.js')).SnippetsTab })),
  },
  recover: {
    label: 'Recover',
    Panel: lazy(async () => ({ default: (await import('./recover-tab.js')).RecoverTab })),
  },
};

/** One webhook: its state, and everything that can be done with it. */
export function WorkbenchPage() {
  const t = useT();
  const { webhookId } = route.useParams();
  const { data: webhook, error, refetch } = useQuery(webhookQuery(webhookId));
  useRoom('webhooks');
  if (webhook === undefined) {
    return (
      <Page title={t('Webhook')}>
        {error === null ? <Loading rows={4} height={72} /> : <Failure error={error} onRetry={() => void refetch()} />}
        <Anchor component={Link} to="/webhooks">
          {t('All webhooks')}
        </Anchor>
      </Page>
    );
  }
  return <Workbench key={webhookId} webhook={webhook} />;
}

function Workbench({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const { tab = 'overview' } = route.useSearch();
  const navigate = useNavigate({ from: '/webhooks/$webhookId' });
  // An opened tab stays mounted, so that its input is kept.
  const [opened, setOpened] = useState<readonly WorkbenchTab[]>([tab]);
  if (!opened.includes(tab)) setOpened([...opened, tab]);
  const show = (name: string | null) => void navigate({ search: parseWorkbenchSearch({ tab: name }) });
  return (
    <Page title={webhook.name} actions={<Actions webhook={webhook} />}>
      <Head webhook={webhook} />
      <Tabs value={tab} onChange={show} keepMounted>
        <Tabs.List aria-label={t('Sections of the webhook')}>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(PANELS[name].label)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((name) => {
          const { Panel } = PANELS[name];
          return (
            <Tabs.Panel key={name} value={name} pt="md">
              {opened.includes(name) && (
                <Suspense fallback={<Loading rows={4} height={64} />}>
                  <Panel webhook={webhook} />
                </Suspense>
              )}
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Page>
  );
}

function Head({ webhook: { url, health, description, disabled_reason: reason } }: { webhook: Webhook }) {
  const t = useT();
  return (
    <div>
      <Group gap="xs" wrap="nowrap">
        <StateBadge state={health.state} />
        <Words size="sm" truncate>
          {url}
        </Words>
        <Copy value={url} what={t('Copy the URL')} />
      </Group>
      {description !== '' && (
        <Words size="sm" c="dimmed" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {description}
        </Words>
      )}
      {reason !== null && (
        <Alert color="yellow" variant="light" mt="xs">
          {reason}
        </Alert>
      )}
    </div>
  );
}

function Actions({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const navigate = useNavigate();
  const actions = useWebhookActions(webhook, () => undefined);
  const remove = async () => {
    if (await actions.remove()) await navigate({ to: '/webhooks' });
  };
  return (
    <>
      <Button variant="default" loading={actions.isTesting} onClick={() => void actions.test()}>
        {t('Send a test')}
      </Button>
      <Switch webhook={webhook} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label={t('Actions for {name}', { name: webhook.name })}>
            <IconDots size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void actions.probe()}>{t('Does it check signatures?')}</Menu.Item>
          <Menu.Item color="red" onClick={() => void remove()}>
            {t('Delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
