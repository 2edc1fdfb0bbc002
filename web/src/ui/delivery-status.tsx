import { Badge } from '@mantine/core';
import { useT } from '../i18n/text.js';

const LOOKS = {
  pending: { label: 'Waiting', color: 'yellow' },
  // It failed and will be tried again.
  sending: { label: 'Retrying', color: 'orange' },
  held: { label: 'Held', color: 'gray' },
  success: { label: 'Delivered', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
  cancelled: { label: 'Cancelled', color: 'gray' },
} as const;

export type DeliveryStatus = keyof typeof LOOKS;

export function useDeliveryStatusLabel(): (status: DeliveryStatus) => string {
  const t = useT();
  return (status) => t(LOOKS[status].label);
}

export function DeliveryStatusBadge({ status }: { status: DeliveryStatus }) {
  const labelOf = useDeliveryStatusLabel();
  return (
    <Badge size="sm" variant="light" color={LOOKS[status].color} style={{ flex: 'none' }}>
      {labelOf(status)}
    </Badge>
  );
}
