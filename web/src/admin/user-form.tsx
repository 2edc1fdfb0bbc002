import type { User } from '@carillon/client';
import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { CompanySelect } from '../ui/companies.js';
import { Dialog } from '../ui/dialog.js';
import { formErrors } from '../ui/form-errors.js';
import { Refusal } from '../ui/refusal.js';
import { ROLE_LABELS } from './role-labels.js';
import type { NewPassword } from './user-actions.js';
import { putUser } from './user-cache.js';
import { ROLES, type Role } from './user-search.js';

interface UserFormProps {
  /** Left out: a new one. */
  readonly user?: User;
  readonly onClose: () => void;
  readonly onPassword: (shown: NewPassword) => void;
}

interface Values {
  name: string;
  email: string;
  role: Role;
  company_id: string | null;
  /** For a new account; empty: one is generated and shown once. */
  password: string;
}

export function UserForm({ user, onClose, onPassword }: UserFormProps) {
  const t = useT();
  const queryClient = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [start] = useState(() => valuesOf(user));
  const form = useForm<Values>({ initialValues: start });
  const submit = form.onSubmit(async (values) => {
    setRefusal(null);
    try {
      const saved = user === undefined ? await create(values) : await change(user.id, start, values);
      putUser(queryClient, saved);
      if (saved.temporary_password !== undefined) onPassword({ name: saved.name, password: saved.temporary_password });
      onClose();
    } catch (error) {
      const { fields, rest } = formErrors(error, Object.keys(values));
      form.setErrors(fields);
      setRefusal(rest);
    }
  });
  const isNew = user === undefined;
  return (
    <Dialog onClose={onClose} title={isNew ? t('New user') : t('Edit {name}', { name: start.name })}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput label={t('Name')} required data-autofocus autoComplete="off" {...form.getInputProps('name')} />
          <TextInput label={t('Email')} type="email" required autoComplete="off" {...form.getInputProps('email')} />
          <Select
            label={t('Role')}
            allowDeselect={false}
            data={ROLES.map((value) => ({ value, label: t(ROLE_LABELS[value]) }))}
            {...form.getInputProps('role')}
          />
          <CompanySelect label={t('Company')} {...form.getInputProps('company_id')} />
          {isNew && (
            <PasswordInput
              label={t('Password')}
              description={t('Leave empty to generate a temporary one, which is shown once.')}
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': t('Show the password') }}
              {...form.getInputProps('password')}
            />
          )}
          <Refusal>{refusal}</Refusal>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={form.submitting}>
              {isNew ? t('Add') : t('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type Saved = User & { readonly temporary_password?: string };

function create({ password, ...rest }: Values): Promise<Saved> {
  return client.post('/api/users', { body: { ...rest, ...(password !== '' && { password }) } });
}

/** Sends only changed fields, so that another admin may change the rest at the same time. */
function change(id: string, before: Values, { name, email, role, company_id: company }: Values): Promise<Saved> {
  const body = {
    ...(name !== before.name && { name }),
    ...(email !== before.email && { email }),
    ...(role !== before.role && { role }),
    ...(company !== before.company_id && { company_id: company }),
  };
  return client.patch('/api/users/{id}', { path: { id }, body });
}

function valuesOf(user: User | undefined): Values {
  return {
    name: user?.name ?? '',
    email: user?.email ?? '',
    role: user?.role ?? 'user',
    company_id: user?.company_id ?? null,
    password: '',
  };
}
