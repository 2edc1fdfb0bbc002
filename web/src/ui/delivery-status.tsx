import { Badge } from '@mantine/core';
import { useT } from '../i18n/text.js';
import { DELIVERY_LOOKS } from './outcomes.js';

export type DeliveryStatus = keyof typeof DELIVERY_LOOKS;

export function useDeliveryStatusLabel(): (status: DeliveryStatus) => string {
  const t = useT();
  return (status) => t(DELIVERY_LOOKS[status].label);
}

export function DeliveryStatusBadge({ status }: { status: DeliveryStatus }) {
  const labelOf = useDeliveryStatusLabel();
  return (
    <Badge size="sm" variant="light" color={DELIVERY_LOOKS[status].color} style={{ flex: 'none' }}>
      {labelOf(status)}
    </Badge>
  );
}
