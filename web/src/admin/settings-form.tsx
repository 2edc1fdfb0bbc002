import { Button, Group, Paper, Select, Stack, Text as Words, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { formErrors } from '../ui/form-errors.js';
import { notifyDone } from '../ui/notify.js';
import { Refusal } from '../ui/refusal.js';
import { Time } from '../ui/time.js';
import {
  SETTING_LABELS,
  SETTING_NAMES,
  SETTINGS,
  settingsHistoryQuery,
  type Settings,
  type SettingsChange,
  type SettingsPatch,
} from './settings-queries.js';

/** Empty: null. */
type Values = Record<keyof SettingsPatch, string>;

const PRIORITIES = { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' } as const;
const REGISTRATION = { '': 'Server default', open: 'Open', closed: 'Closed' } as const;

export function SettingsForm({ settings }: { settings: Settings }) {
  const t = useT();
  const queryClient = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<Values>({ initialValues: valuesOf(settings) });
  const submit = form.onSubmit(async (values) => {
    setRefusal(null);
    try {
      const body = patchOf(valuesOf(settings), values);
      putSaved(queryClient, settings, await client.patch('/api/admin/settings', { body }));
      notifyDone(t('Settings saved.'));
    } catch (error) {
      const { fields, rest } = formErrors(error, Object.keys(values));
      form.setErrors(fields);
      setRefusal(rest);
    }
  });
  const options = (labels: typeof PRIORITIES | typeof REGISTRATION) =>
    Object.entries(labels).map(([value, label]) => ({ value, label: t(label) }));
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit} noValidate maw={560}>
      <Stack gap="sm">
        <TextInput label={t(SETTING_LABELS.site_name)} required {...form.getInputProps('site_name')} />
        <TextInput
          label={t(SETTING_LABELS.support_email)}
          type="email"
          description={t('For people who cannot sign in.')}
          {...form.getInputProps('support_email')}
        />
        <Select
          label={t(SETTING_LABELS.default_ticket_priority)}
          allowDeselect={false}
          data={options(PRIORITIES)}
          {...form.getInputProps('default_ticket_priority')}
        />
        <Select
          label={t(SETTING_LABELS.registration)}
          description={t('Whether anyone may create an account.')}
          allowDeselect={false}
          data={options(REGISTRATION)}
          {...form.getInputProps('registration')}
        />
        <Refusal>{refusal}</Refusal>
        <Group justify="space-between">
          <Words size="sm" c="dimmed">
            {settings.updated_by !== null && (
              <>
                {t('Last changed by {name}', { name: settings.updated_by })} <Time at={settings.updated_at} />
              </>
            )}
          </Words>
          <Button type="submit" loading={form.submitting} disabled={!form.isDirty()}>
            {t('Save')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** The log gets the change a moment later; it is shown here at once, in the form of the log. */
function putSaved(queryClient: QueryClient, before: Settings, saved: Settings): void {
  queryClient.setQueryData([SETTINGS], saved);
  const changed = SETTING_NAMES.filter((name) => before[name] !== saved[name]);
  if (changed.length === 0) return;
  const change: SettingsChange = {
    id: saved.updated_at,
    actor: { name: saved.updated_by ?? '' },
    occurred_at: saved.updated_at,
    changes: Object.fromEntries(changed.map((name) => [name, [before[name], saved[name]] as const])),
  };
  queryClient.setQueryData(settingsHistoryQuery.queryKey, (history = []) => [change, ...history]);
}

function valuesOf(settings: Settings): Values {
  return {
    site_name: settings.site_name,
    support_email: settings.support_email ?? '',
    default_ticket_priority: settings.default_ticket_priority,
    registration: settings.registration ?? '',
  };
}

const NULLABLE = new Set<string>(['support_email', 'registration']);

/** Sends only changed fields, so that another admin may change the rest at the same time. */
function patchOf(before: Values, values: Values): SettingsPatch {
  const changed = Object.entries(values).filter(([name, value]) => before[name as keyof Values] !== value);
  return Object.fromEntries(
    changed.map(([name, value]) => [name, value.trim() === '' && NULLABLE.has(name) ? null : value]),
  );
}
