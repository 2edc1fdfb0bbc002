import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { formErrors } from '../ui/form-errors.js';

export function RegisterForm({ onDone }: { onDone: () => void }) {
  const t = useT();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', email: '', password: '' } });
  const submit = form.onSubmit(async (person) => {
    setRefusal(null);
    try {
      await client.register(person);
      onDone();
    } catch (error) {
      const { fields, rest } = formErrors(error, Object.keys(person));
      form.setErrors(fields);
      setRefusal(rest);
    }
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {refusal !== null && (
          <Alert color="red" role="alert" variant="light">
            {refusal}
          </Alert>
        )}
        <TextInput
          label={t('Name')}
          autoComplete="name"
          required
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('Email')}
          type="email"
          autoComplete="username"
          required
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('Password')}
          autoComplete="new-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': t('Show the password') }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={form.submitting}>
          {t('Create an account')}
        </Button>
      </Stack>
    </form>
  );
}
