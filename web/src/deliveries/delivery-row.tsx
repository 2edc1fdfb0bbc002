import { Group, Text as Words, UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import { useFormats } from '../i18n/format.js';
import { Time } from '../ui/time.js';
import classes from './delivery-row.module.css';
import type { Delivery } from './queries.js';
import { StatusBadge } from './status-badge.js';

/** Pixels, all rows alike. */
export const ROW_HEIGHT = 60;

interface DeliveryRowProps {
  readonly delivery: Delivery;
  readonly top: number;
  readonly onOpen: (delivery: Delivery) => void;
}

export const DeliveryRow = memo(function DeliveryRow({ delivery, top, onOpen }: DeliveryRowProps) {
  const formats = useFormats();
  const {
    type,
    webhook_name: name,
    status,
    response_status: answer,
    duration_ms: ms,
    error,
    created_at: at,
  } = delivery;
  return (
    <li
      className={classes['row']}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
      data-status={status}
    >
      <UnstyledButton className={classes['button']} onClick={() => onOpen(delivery)}>
        <Group gap="xs" wrap="nowrap">
          <StatusBadge status={status} />
          <Words size="sm" ff="monospace" truncate>
            {type}
          </Words>
          <Words size="xs" c="dimmed" ml="auto" style={{ flex: 'none' }}>
            <Time at={at} />
          </Words>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <Words size="xs" truncate dir="auto">
            {name}
          </Words>
          <Words size="xs" c="dimmed" truncate>
            {[answer, ms === null ? null : formats.duration(ms), error].filter((part) => part !== null).join(' · ')}
          </Words>
        </Group>
      </UnstyledButton>
    </li>
  );
});
