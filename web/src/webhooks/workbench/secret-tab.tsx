import { Alert, Button, Code, Group, Paper, Select, Stack, Text as Words, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.js';
import { useT } from '../../i18n/text.js';
import { formErrors } from '../../ui/form-errors.js';
import { Time } from '../../ui/time.js';
import { WEBHOOKS, type Webhook } from '../queries.js';
import { SecretOnce } from '../secret-once.js';
import classes from './workbench.module.css';

const OVERLAPS = ['0s', '1h', '24h', '7d', '30d'] as const;

/** The present secret, how long the previous one still signs, and a new one. */
export function SecretTab({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const { secret_preview: preview, previous_secret_expires_at: previous } = webhook;
  return (
    <Stack gap="md">
      <Paper withBorder p="md">
        <dl className={classes['facts']}>
          <div>
            <dt>{t('Secret')}</dt>
            <dd>
              <Code>{preview}</Code>
            </dd>
          </div>
          <div>
            <dt>{t('Previous secret')}</dt>
            <dd>
              {previous === null ? (
                t('No longer signs.')
              ) : (
                <>
                  {t('Also signs until')} <Time at={previous} isPlanned />
                </>
              )}
            </dd>
          </div>
        </dl>
      </Paper>
      <Rotation webhook={webhook} />
    </Stack>
  );
}

function Rotation({ webhook: { id, name } }: { webhook: Webhook }) {
  const t = useT();
  const queryClient = useQueryClient();
  const [shown, setShown] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({ initialValues: { overlap: '24h', secret: '' } });
  const labels: Record<string, string> = {
    '0s': t('Not at all: the old one has leaked'),
    '1h': t('One hour'),
    '24h': t('One day'),
    '7d': t('Seven days'),
    '30d': t('30 days'),
  };
  const submit = form.onSubmit(async ({ overlap, secret }) => {
    setRefusal(null);
    try {
      const body = { overlap, ...(secret !== '' && { secret }) };
      const answer = await client.post('/api/webhooks/{id}/regenerate-secret', { path: { id }, body });
      setShown(answer.secret ?? null);
      form.reset();
      await queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
    } catch (error) {
      const { fields, rest } = formErrors(error, ['overlap', 'secret']);
      form.setErrors(fields);
      setRefusal(rest);
    }
  });
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit} noValidate aria-labelledby="rotation">
      <Stack gap="sm">
        <Title order={2} size="h5" id="rotation">
          {t('Rotate the secret')}
        </Title>
        <Words size="sm">
          {t('While both secrets sign, give the receiver the new one. No delivery is refused meanwhile.')}
        </Words>
        {refusal !== null && (
          <Alert color="red" role="alert" variant="light">
            {refusal}
          </Alert>
        )}
        <Select
          label={t('Keep signing with the old secret for')}
          allowDeselect={false}
          data={OVERLAPS.map((value) => ({ value, label: labels[value] ?? value }))}
          {...form.getInputProps('overlap')}
        />
        <TextInput
          label={t('Your own secret (optional)')}
          description={t('Leave empty to generate one. Otherwise 8 to 200 characters.')}
          autoComplete="off"
          {...form.getInputProps('secret')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={form.submitting}>
            {t('Rotate the secret')}
          </Button>
        </Group>
      </Stack>
      {shown !== null && <SecretOnce shown={{ name, secret: shown }} onClose={() => setShown(null)} />}
    </Paper>
  );
}
