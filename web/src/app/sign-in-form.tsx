import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { formErrors } from '../ui/form-errors.js';

/** @param props.email of the person whose session ended: only that person can continue here */
export function SignInForm(props: { email?: string; onDone: () => void }) {
  const t = useT();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: props.email ?? '', password: '' } });
  const submit = form.onSubmit(async ({ email, password }) => {
    setRefusal(null);
    try {
      await client.login(email, password);
      props.onDone();
    } catch (error) {
      const { fields, rest } = formErrors(error, ['email', 'password']);
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
          label={t('Email')}
          type="email"
          autoComplete="username"
          required
          readOnly={props.email !== undefined}
          data-autofocus={props.email === undefined ? true : undefined}
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('Password')}
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': t('Show the password') }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={form.submitting}>
          {t('Sign in')}
        </Button>
      </Stack>
    </form>
  );
}
