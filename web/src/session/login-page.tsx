import { Anchor, Center, Code, Group, Paper, Stack, Text as Words, Title } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { facts } from '../api/facts.js';
import { Text, useT } from '../i18n/text.js';
import icon from '../icon.svg';
import { ProviderRefusal } from './provider-refusal.js';
import { RegisterForm } from './register-form.js';
import { ProviderSignIn } from '../app/provider-sign-in.js';
import { SignInForm } from '../app/sign-in-form.js';

export function LoginPage() {
  const t = useT();
  const navigate = useNavigate();
  const { next = '/', refused } = useSearch({ from: '/login' });
  const [isNew, setNew] = useState(false);
  const { registration, first_run: isFirstRun } = facts();
  const enter = () => void navigate({ href: next, replace: true });
  return (
    <Center mih="100vh" p="md" component="main">
      <Stack w="100%" maw={400} gap="md">
        <Group gap="sm" justify="center">
          <img src={icon} width={36} height={36} alt="" />
          <Title order={1} size="h2">
            Carillon
          </Title>
        </Group>
        <Paper withBorder radius="md" p="lg">
          <Stack gap="md">
            <Title order={2} size="h4">
              {isNew ? t('Create an account') : t('Sign in')}
            </Title>
            {refused !== undefined && <ProviderRefusal refused={refused} />}
            {isNew ? <RegisterForm onDone={enter} /> : <SignInForm onDone={enter} />}
            <ProviderSignIn next={next} />
            {registration === 'open' && (
              <Anchor component="button" type="button" size="sm" onClick={() => setNew(!isNew)}>
                {isNew ? t('I have an account') : t('Create an account')}
              </Anchor>
            )}
          </Stack>
        </Paper>
        {isFirstRun && !isNew && (
          <Words size="sm" c="dimmed" role="note">
            <Text
              id="First time here? The administrator's password was generated at the first start. The terminal of the server shows it, and the file <0>admin-password</0> in its data folder holds it until it is changed."
              components={{ 0: <Code /> }}
            />
          </Words>
        )}
      </Stack>
    </Center>
  );
}
