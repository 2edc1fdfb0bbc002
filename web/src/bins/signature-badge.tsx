import type { BinRequest } from '@carillon/client';
import { Badge } from '@mantine/core';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';

const LOOKS = {
  valid: { label: msg('Signature valid'), color: 'green' },
  invalid: { label: msg('Signature invalid'), color: 'red' },
  unsigned: { label: msg('Not signed'), color: 'gray' },
  unknown: { label: msg('Not checked'), color: 'gray' },
} as const;

export function SignatureBadge({ state }: { state: BinRequest['signature']['state'] }) {
  const t = useT();
  return (
    <Badge size="sm" variant="light" color={LOOKS[state].color} style={{ flex: 'none' }}>
      {t(LOOKS[state].label)}
    </Badge>
  );
}
