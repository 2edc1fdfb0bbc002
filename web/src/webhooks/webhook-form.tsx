import { Alert, Button, Group, Modal, Select, Stack, Textarea, TextInput, type TextareaProps } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { EventPicker } from '../ui/event-picker.js';
import { formErrors } from '../ui/form-errors.js';
import { WEBHOOKS, type Webhook } from './queries.js';
import type { ShownSecret } from './secret-once.js';

const CODE = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } };
const FORMATS = ['standard', 'notification', 'cloudevents', 'xtsystems', 'discord', 'slack', 'template'] as const;

interface WebhookFormProps {
  /** Left out: a new one. */
  readonly webhook?: Webhook;
  readonly onClose: () => void;
  readonly onSecret: (secret: ShownSecret) => void;
}

interface Values {
  url: string;
  name: string;
  events: string[];
  filter: string;
  payload_format: string;
  template: string;
}

export function WebhookForm({ webhook, onClose, onSecret }: WebhookFormProps) {
  const t = useT();
  const me = useMe();
  const queryClient = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<Values>({ initialValues: valuesOf(webhook) });
  const submit = form.onSubmit(async (values) => {
    setRefusal(null);
    try {
      const body = bodyOf(values);
      if (webhook === undefined) {
        const { name, secret } = await client.post('/api/webhooks', { body });
        if (secret !== undefined) onSecret({ name, secret });
      } else {
        await client.patch('/api/webhooks/{id}', { path: { id: webhook.id }, body });
      }
      await queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
      onClose();
    } catch (error) {
      const { fields, rest } = formErrors(error, Object.keys(values));
      form.setErrors(fields);
      setRefusal(rest);
    }
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={webhook === undefined ? t('New webhook') : t('Edit {name}', { name: webhook.name })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {refusal !== null && (
            <Alert color="red" role="alert" variant="light">
              {refusal}
            </Alert>
          )}
          <TextInput label={t('URL')} type="url" required data-autofocus {...form.getInputProps('url')} />
          <TextInput label={t('Name')} description={t('Empty: the host of the URL.')} {...form.getInputProps('name')} />
          <EventPicker {...form.getInputProps('events')} />
          <CodeField
            label={t('Filter')}
            description={t(
              'A condition in CEL, such as data.priority in ["high", "urgent"]. Empty: all of these events.',
            )}
            minRows={1}
            {...form.getInputProps('filter')}
          />
          <Select
            label={t('Format')}
            allowDeselect={false}
            data={FORMATS.map((value) => ({ value, label: value }))}
            {...form.getInputProps('payload_format')}
          />
          {form.values.payload_format === 'template' && (
            <CodeField label={t('Template')} minRows={4} {...form.getInputProps('template')} />
          )}
          {webhook === undefined && me.role === 'admin' && (
            <Alert variant="light">
              {t('As an admin you create a webhook of the whole system: it gets every event that matches.')}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={form.submitting}>
              {webhook === undefined ? t('Create webhook') : t('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function CodeField(props: TextareaProps) {
  return <Textarea autosize maxRows={16} styles={CODE} spellCheck={false} {...props} />;
}

function valuesOf(webhook: Webhook | undefined): Values {
  return {
    url: webhook?.url ?? '',
    name: webhook?.name ?? '',
    events: webhook?.events ?? [],
    filter: webhook?.filter ?? '',
    payload_format: webhook?.payload_format ?? 'standard',
    template: webhook?.template ?? '',
  };
}

function bodyOf({ name, filter, template, payload_format: format, ...rest }: Values) {
  return {
    ...rest,
    payload_format: format as (typeof FORMATS)[number],
    ...(name !== '' && { name }),
    filter: filter.trim() === '' ? null : filter,
    template: format === 'template' ? template : null,
  };
}
