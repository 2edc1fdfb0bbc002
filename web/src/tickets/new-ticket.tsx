import { Alert, Button, Group, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../api/client.js';
import { isStaff, useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { formErrors } from '../ui/form-errors.js';
import { PRIORITIES, type Priority } from './filters.js';
import { PRIORITY_LABELS } from './labels.js';
import { PersonSelect } from './person-select.js';

interface NewTicketForm {
  title: string;
  description: string;
  priority: Priority;
  tags: string[];
  requester_id: string | null;
  assignee_id: string | null;
}

const EMPTY: NewTicketForm = {
  title: '',
  description: '',
  priority: 'normal',
  tags: [],
  requester_id: null,
  assignee_id: null,
};

export function NewTicket({ onClose }: { onClose: () => void }) {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({ initialValues: EMPTY });
  const submit = form.onSubmit(async ({ requester_id: requester, ...ticket }) => {
    setRefusal(null);
    try {
      const body = { ...ticket, ...(requester !== null && { requester_id: requester }) };
      const { id } = await client.post('/api/tickets', { body });
      await navigate({ to: '/tickets/$id', params: { id } });
    } catch (error) {
      const { fields, rest } = formErrors(error, Object.keys(EMPTY));
      form.setErrors(fields);
      setRefusal(rest);
    }
  });
  return (
    <Dialog onClose={onClose} title={t('New ticket')} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {refusal !== null && (
            <Alert color="red" role="alert" variant="light">
              {refusal}
            </Alert>
          )}
          <TextInput label={t('Title')} required data-autofocus maxLength={200} {...form.getInputProps('title')} />
          <Textarea label={t('Description')} autosize minRows={4} maxRows={14} {...form.getInputProps('description')} />
          <Group grow>
            <Select
              label={t('Priority')}
              allowDeselect={false}
              data={PRIORITIES.map((value) => ({ value, label: t(PRIORITY_LABELS[value]) }))}
              {...form.getInputProps('priority')}
            />
            <TagsInput label={t('Tags')} maxTags={20} {...form.getInputProps('tags')} />
          </Group>
          {isStaff(me) && (
            <Group grow>
              <PersonSelect label={t('Requester')} placeholder={me.name} {...form.getInputProps('requester_id')} />
              <PersonSelect label={t('Assignee')} onlyStaff {...form.getInputProps('assignee_id')} />
            </Group>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={form.submitting}>
              {t('Create ticket')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
