import { Stack, Text as Words, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../i18n/text.js';
import { Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { AdminPage } from './admin-page.js';
import { SettingsForm } from './settings-form.js';
import { SETTING_LABELS, settingsHistoryQuery, settingsQuery, type SettingName } from './settings-queries.js';

/** Settings that admins change at run time, and who changed what. */
export function SettingsPage() {
  const { data, error, refetch } = useQuery(settingsQuery);
  return (
    <AdminPage tab="settings">
      {data === undefined &&
        (error === null ? <Loading rows={4} height={60} /> : <Failure error={error} onRetry={() => void refetch()} />)}
      {data !== undefined && (
        <>
          <SettingsForm key={data.updated_at} settings={data} />
          <History />
        </>
      )}
    </AdminPage>
  );
}

function History() {
  const t = useT();
  const { data = [] } = useQuery(settingsHistoryQuery);
  if (data.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('History')}
      </Title>
      <Stack gap="xs" component="ul" className="plain-list" aria-label={t('History')}>
        {data.map(({ id, actor, occurred_at: at, changes }) => (
          <li key={id}>
            <Words size="sm" fw={600} span>
              {actor.name}
            </Words>{' '}
            <Words size="sm" c="dimmed" span>
              <Time at={at} />
            </Words>
            {Object.entries(changes).map(([name, [before, after]]) => (
              <Words key={name} size="sm" style={{ overflowWrap: 'anywhere' }}>
                <SettingLabel name={name} />: {shown(before)} → {shown(after)}
              </Words>
            ))}
          </li>
        ))}
      </Stack>
    </Stack>
  );
}

/** An older event may name a setting that no longer exists. */
function SettingLabel({ name }: { name: string }) {
  const t = useT();
  return name in SETTING_LABELS ? t(SETTING_LABELS[name as SettingName]) : name;
}

/** Settings are words or nothing. */
function shown(value: unknown): string {
  return typeof value === 'string' && value !== '' ? `“${value}”` : '–';
}
