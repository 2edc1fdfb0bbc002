import { NumberInput, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { isStaff, useMe } from '../../api/me.js';
import { useT } from '../../i18n/text.js';
import type { SettingsForm } from './endpoint-fields.js';
import { HeaderFields } from './header-fields.js';
import { SignatureFields } from './signature-fields.js';

/** Headers, attempts and limits. An empty field means the server's own setting. */
export function SendingFields({ form }: { form: SettingsForm }) {
  const t = useT();
  const me = useMe();
  const placeholder = t('Server default');
  return (
    <Stack gap="sm">
      <SignatureFields {...form.getInputProps('signatures')} />
      <HeaderFields {...form.getInputProps('headers')} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <NumberInput
          label={t('Attempts')}
          description={t('1 to 20, including the first.')}
          placeholder={placeholder}
          {...form.getInputProps('max_attempts')}
        />
        <TextInput
          label={t('Delays between attempts')}
          description={t('One delay for each retry, such as 5s, 5m, 2h.')}
          placeholder={placeholder}
          {...form.getInputProps('retry_schedule')}
        />
        <NumberInput
          label={t('Timeout in seconds')}
          description={t('1 to 60, for the whole request.')}
          placeholder={placeholder}
          {...form.getInputProps('timeout_seconds')}
        />
        <NumberInput
          label={t('Requests per second')}
          description={t('Only to set a lower limit than the server’s.')}
          placeholder={placeholder}
          {...form.getInputProps('rate_limit')}
        />
      </SimpleGrid>
      {isStaff(me) && (
        <Switch
          label={t('Include internal notes')}
          description={t('Only staff may then see and change this webhook.')}
          {...form.getInputProps('include_internal', { type: 'checkbox' })}
        />
      )}
    </Stack>
  );
}
