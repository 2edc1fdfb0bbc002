import type { components } from '@carillon/client';
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { client } from '../api/client.js';
import type { MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { formErrors } from '../ui/form-errors.js';
import { Refusal } from '../ui/refusal.js';

export type CreatedKey = components['schemas']['CreatedApiKeyAnswer'];
type Scope = CreatedKey['scopes'][number];

/** Does not compile when the server has a scope that this page lacks. */
const SCOPES: Readonly<Record<Scope, MessageId>> = {
  read: 'Read everything that you may read',
  write: 'Create and change tickets, comments and other records',
  'events:write': 'Send events from outside',
  'webhooks:write': 'Manage webhooks',
  'machines:register': 'Register machines',
};

interface Values {
  name: string;
  scopes: string[];
}

export function ApiKeyForm({ onClose, onCreated }: { onClose: () => void; onCreated: (key: CreatedKey) => void }) {
  const t = useT();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<Values>({ initialValues: { name: '', scopes: ['read'] } });
  const submit = form.onSubmit(async ({ name, scopes }) => {
    setRefusal(null);
    try {
      onCreated(await client.post('/api/api-keys', { body: { name, scopes: scopes as Scope[] } }));
      onClose();
    } catch (error) {
      const { fields, rest } = formErrors(error, ['name', 'scopes']);
      form.setErrors(fields);
      setRefusal(rest);
    }
  });
  return (
    <Dialog onClose={onClose} title={t('New API key')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label={t('Name')}
            description={t('What will use it, such as “Billing service”.')}
            required
            data-autofocus
            autoComplete="off"
            {...form.getInputProps('name')}
          />
          <Checkbox.Group label={t('Scopes')} required {...form.getInputProps('scopes')}>
            <Stack gap="xs" mt={4}>
              {Object.entries(SCOPES).map(([scope, label]) => (
                <Checkbox key={scope} value={scope} label={scope} description={t(label)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Refusal>{refusal}</Refusal>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={form.submitting}>
              {t('Create API key')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
