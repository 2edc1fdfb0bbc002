import { Alert, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { isStaff, useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { formErrors } from '../ui/form-errors.js';
import { WEBHOOKS } from './queries.js';
import type { ShownSecret } from './secret-once.js';
import { EndpointFields } from './workbench/endpoint-fields.js';
import { bodyOf, NEW_WEBHOOK, type SettingsValues } from './workbench/settings-values.js';

interface WebhookFormProps {
  readonly onClose: () => void;
  readonly onSecret: (secret: ShownSecret) => void;
}

/** A new webhook, tried on recent events before it is created. */
export function WebhookForm({ onClose, onSecret }: WebhookFormProps) {
  const t = useT();
  const me = useMe();
  const queryClient = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<SettingsValues>({ initialValues: NEW_WEBHOOK });
  const submit = form.onSubmit(async (values) => {
    setRefusal(null);
    try {
      const body = bodyOf(values, { isStaff: isStaff(me), isNew: true });
      const { name, secret } = await client.post('/api/webhooks', { body });
      if (secret !== undefined) onSecret({ name, secret });
      await queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
      onClose();
    } catch (error) {
      const { fields, rest } = formErrors(error, Object.keys(values));
      form.setErrors(fields);
      setRefusal(rest);
    }
  });
  return (
    <Dialog onClose={onClose} size="xl" title={t('New webhook')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {refusal !== null && (
            <Alert color="red" role="alert" variant="light">
              {refusal}
            </Alert>
          )}
          <EndpointFields form={form} isNew />
          {me.role === 'admin' && (
            <Alert variant="light">
              {t('As an admin you create a webhook of the whole system: it gets every event that matches.')}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={form.submitting}>
              {t('Create webhook')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
