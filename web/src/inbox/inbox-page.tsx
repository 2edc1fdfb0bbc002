import { ActionIcon, Button, Group, Select, Tabs, Tooltip } from '@mantine/core';
import { IconBellCheck, IconChecks, IconSettings } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { msg, type MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { Page } from '../ui/page.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { useInboxActions } from './actions.js';
import { InboxList } from './inbox-list.js';
import { PreferencesPanel } from './preferences-panel.js';
import { entriesQuery, preferencesQuery, TABS, type Filter, type Tab } from './queries.js';
import { RingPermission } from './ring-permission.js';
import { TYPE_NAMES, TYPES } from './type-names.js';

const route = getRouteApi('/shell/inbox');
const TAB_NAMES: Readonly<Record<Tab, MessageId>> = {
  unread: msg('Unread'),
  all: msg('All'),
  archived: msg('Archived'),
};

export function InboxPage() {
  const t = useT();
  const { tab = 'unread', type, panel } = route.useSearch();
  const navigate = route.useNavigate();
  // A new notification is listed only if the person has not hidden its type.
  useQuery(preferencesQuery);
  const show = (change: { tab?: Tab; type?: string | undefined }) =>
    void navigate({ search: { ...(tab !== 'unread' && { tab }), ...(type !== undefined && { type }), ...change } });
  const openPanel = () => void navigate({ search: (now) => ({ ...now, panel: 'preferences' }) });
  return (
    <Page title={t('Inbox')} actions={<PageActions filter={{ tab, type }} onPreferences={openPanel} />}>
      <RingPermission />
      <Group justify="space-between" gap="sm">
        <Tabs value={tab} onChange={(next) => show({ tab: next as Tab })}>
          <Tabs.List aria-label={t('Inbox')}>
            {TABS.map((name) => (
              <Tabs.Tab key={name} value={name} aria-controls="inbox-list">
                {t(TAB_NAMES[name])}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <Select
          aria-label={t('Type')}
          placeholder={t('All types')}
          clearable
          clearButtonProps={{ 'aria-label': t('All types') }}
          data={TYPES.map((value) => ({ value, label: t(TYPE_NAMES[value]) }))}
          value={type ?? null}
          onChange={(next) => show({ type: next ?? undefined })}
          w={240}
        />
      </Group>
      <div id="inbox-list" role="tabpanel" tabIndex={-1} style={{ outline: 'none' }} aria-label={t(TAB_NAMES[tab])}>
        <Content filter={{ tab, type }} />
      </div>
      <PreferencesPanel
        isOpen={panel !== undefined}
        onClose={() => void navigate({ search: (now) => ({ ...now, panel: undefined }) })}
      />
    </Page>
  );
}

function PageActions({ filter, onPreferences }: { filter: Filter; onPreferences: () => void }) {
  const t = useT();
  const { readAll } = useInboxActions();
  const { data } = useInfiniteQuery(entriesQuery(filter));
  const newest = data?.pages[0]?.items[0];
  return (
    <>
      {filter.tab !== 'archived' && (
        <Button
          variant="default"
          leftSection={<IconChecks size={18} aria-hidden />}
          disabled={newest === undefined}
          onClick={() => newest && readAll({ type: filter.type, upTo: newest.cursor })}
        >
          {t('Mark all as read')}
        </Button>
      )}
      <Tooltip label={t('Preferences')}>
        <ActionIcon variant="default" size={36} aria-label={t('Preferences')} onClick={onPreferences}>
          <IconSettings size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  );
}

function Content({ filter }: { filter: Filter }) {
  const t = useT();
  const { sendTest } = useInboxActions();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    entriesQuery(filter),
  );
  if (data === undefined) {
    return error === null ? <Loading rows={6} height={64} /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) {
    return (
      <Empty icon={IconBellCheck} title={filter.tab === 'archived' ? t('Nothing is archived.') : t('All quiet')}>
        {filter.tab !== 'archived' && <Button onClick={sendTest}>{t('Send me a test')}</Button>}
      </Empty>
    );
  }
  return (
    <InboxList
      entries={entries}
      onEnd={() => {
        if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
      }}
    />
  );
}
