import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/text.js';
import type { HeaderValue } from './settings-values.js';

const MAX_HEADERS = 20;

interface HeaderFieldsProps {
  readonly value?: HeaderValue[];
  readonly error?: ReactNode;
  readonly onChange?: (headers: HeaderValue[]) => void;
}

/**
 * Headers sent with every delivery. Values are stored encrypted and come back masked; a mask left in place keeps the
 * value.
 */
export function HeaderFields({ value = [], error, onChange }: HeaderFieldsProps) {
  const t = useT();
  const change = (place: number, part: Partial<HeaderValue>) =>
    onChange?.(value.map((header, at) => (at === place ? { ...header, ...part } : header)));
  return (
    <Input.Wrapper
      label={t('Custom headers')}
      labelElement="div"
      description={t('Values are stored encrypted and shown as ••••. Leave ••••, and the value stays.')}
      error={error}
    >
      <Stack gap="xs" mt={4}>
        {value.map((header, place) => (
          // A header has no other name than its place while its name is typed.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={place} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={t('Name of header {number}', { number: place + 1 })}
              placeholder="X-Tenant"
              style={{ flex: 1 }}
              value={header.name}
              onChange={({ currentTarget }) => change(place, { name: currentTarget.value })}
            />
            <TextInput
              aria-label={t('Value of header {number}', { number: place + 1 })}
              style={{ flex: 2 }}
              autoComplete="off"
              value={header.value}
              onChange={({ currentTarget }) => change(place, { value: currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('Remove header {number}', { number: place + 1 })}
              onClick={() => onChange?.(value.filter((_, at) => at !== place))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button
          size="compact-sm"
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={value.length >= MAX_HEADERS}
          onClick={() => onChange?.([...value, { name: '', value: '' }])}
        >
          {t('Add a header')}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
