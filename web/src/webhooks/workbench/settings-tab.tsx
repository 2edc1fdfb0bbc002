import { Alert, Button, Group, Paper, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.js';
import { isStaff, useMe } from '../../api/me.js';
import { useT } from '../../i18n/text.js';
import { formErrors } from '../../ui/form-errors.js';
import { notifyDone } from '../../ui/notify.js';
import { WEBHOOKS, type Webhook } from '../queries.js';
import { EndpointFields } from './endpoint-fields.js';
import { SendingFields } from './sending-fields.js';
import { bodyOf, valuesOf, type SettingsValues } from './settings-values.js';
import { Warnings } from './warnings.js';

/** Every setting of one webhook. Another person's change is shown at once, unless something was typed. */
export function SettingsTab({ webhook }: { webhook: Webhook }) {
  const [base, setBase] = useState({ saved: webhook, generation: 0 });
  const [isDirty, setDirty] = useState(false);
  const isStale = webhook.updated_at > base.saved.updated_at && hasOtherSettings(webhook, base.saved);
  const load = () => {
    setBase({ saved: webhook, generation: base.generation + 1 });
    setDirty(false);
  };
  if (isStale && !isDirty) load();
  return (
    <SettingsForm
      // Another webhook resets the form; saving keeps the form and the focus.
      key={base.generation}
      saved={base.saved}
      onDirty={setDirty}
      onSaved={(saved) => setBase({ ...base, saved })}
      onDiscard={load}
      isStale={isStale}
    />
  );
}

interface SettingsFormProps {
  readonly saved: Webhook;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onSaved: (saved: Webhook) => void;
  /** Shows the saved values. */
  readonly onDiscard: () => void;
  readonly isStale: boolean;
}

/** Sends only changed fields, so that two people may change different things. */
function SettingsForm({ saved, onDirty, onSaved, onDiscard, isStale }: SettingsFormProps) {
  const t = useT();
  const queryClient = useQueryClient();
  const rights = { isStaff: isStaff(useMe()), isNew: false };
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<SettingsValues>({
    initialValues: valuesOf(saved),
    onValuesChange: (values) => onDirty(JSON.stringify(values) !== JSON.stringify(valuesOf(saved))),
  });
  const isDirty = form.isDirty();
  const submit = form.onSubmit(async (values) => {
    setRefusal(null);
    try {
      const body = changedOnly(bodyOf(values, rights), bodyOf(valuesOf(saved), rights));
      const answer = await client.patch('/api/webhooks/{id}', { path: { id: saved.id }, body });
      const stored = valuesOf(answer);
      onSaved({ ...answer, health: saved.health });
      form.setInitialValues(stored);
      form.setValues(stored);
      form.resetDirty(stored);
      onDirty(false);
      notifyDone(t('{name} was saved.', { name: answer.name }));
      await queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
    } catch (error) {
      const { fields, rest } = formErrors(error, Object.keys(values));
      form.setErrors(fields);
      setRefusal(rest);
    }
  });
  return (
    <form onSubmit={submit} noValidate aria-label={t('Settings')}>
      <Stack gap="md">
        {isStale && isDirty && (
          <Alert color="yellow" variant="light" role="status">
            <Group gap="sm">
              {t('This webhook was changed meanwhile. Saving replaces only what you changed.')}
              <Button size="compact-sm" variant="default" onClick={onDiscard}>
                {t('Show the newer settings')}
              </Button>
            </Group>
          </Alert>
        )}
        {refusal !== null && (
          <Alert color="red" role="alert" variant="light">
            {refusal}
          </Alert>
        )}
        <Warnings warnings={saved.warnings} />
        <EndpointFields form={form} isNew={false} />
        <SendingFields form={form} />
        <Paper withBorder p="xs" pos="sticky" bottom={0} style={{ zIndex: 2 }}>
          <Group justify="flex-end">
            <Button variant="default" disabled={!isDirty} onClick={onDiscard}>
              {t('Discard changes')}
            </Button>
            <Button type="submit" loading={form.submitting} disabled={!isDirty}>
              {t('Save')}
            </Button>
          </Group>
        </Paper>
      </Stack>
    </form>
  );
}

type Body = ReturnType<typeof bodyOf>;

function changedOnly(body: Body, before: Body): Partial<Body> {
  const old = before as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name])),
  );
}

function hasOtherSettings(one: Webhook, other: Webhook): boolean {
  return JSON.stringify(valuesOf(one)) !== JSON.stringify(valuesOf(other));
}
