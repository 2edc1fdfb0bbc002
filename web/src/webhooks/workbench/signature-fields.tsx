import { Checkbox, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/text.js';
import { FAMILIES, FAMILY_NAMES, type HeaderFamily } from './receivers/header-families.js';

interface SignatureFieldsProps {
  readonly value?: HeaderFamily[];
  readonly error?: ReactNode;
  readonly onChange?: (families: HeaderFamily[]) => void;
}

/** The families of headers that carry the signature. */
export function SignatureFields({ value = [], error, onChange }: SignatureFieldsProps) {
  const t = useT();
  return (
    <Checkbox.Group
      label={t('Signatures')}
      description={t('A receiver checks one of them. The others need not be computed and sent.')}
      value={value}
      error={error}
      // In their own order, so that what is chosen again is as it was saved.
      onChange={(chosen) => onChange?.(FAMILIES.filter((family) => chosen.includes(family)))}
    >
      <Stack gap="xs" my="xs">
        {FAMILIES.map((family) => (
          <Checkbox key={family} value={family} label={FAMILY_NAMES[family]} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
