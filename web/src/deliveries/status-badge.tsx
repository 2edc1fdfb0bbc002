import { Badge } from '@mantine/core';
import { useT } from '../i18n/text.js';
import type { DeliveryStatus } from './search.js';

const LOOKS = {
  pending: { label: 'Waiting', color: 'yellow' },
  // It has failed, and will be tried again.
  sending: { label: 'Retrying', color: 'orange' },
  held: { label: 'Held', color: 'gray' },
  success: { label: 'Delivered', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
  cancelled: { label: 'Cancelled', color: 'gray' },
} as const;

export function useStatusLabel(): (status: DeliveryStatus) => string {
  const t = useT();
  return (status) => t(LOOKS[status].label);
}

export function StatusBadge({ status }: { status: DeliveryStatus }) {
  const labelOf = useStatusLabel();
  return (
    <Badge size="sm" variant="light" color={LOOKS[status].color} style={{ flex: 'none' }}>
      {labelOf(status)}
    </Badge>
  );
}
