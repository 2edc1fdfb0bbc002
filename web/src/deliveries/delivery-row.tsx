import { UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import { useFormats } from '../i18n/format.js';
import { Time } from '../ui/time.js';
import rowClasses from '../ui/list-row.module.css';
import classes from './delivery-row.module.css';
import type { Delivery } from './queries.js';
import { DeliveryStatusBadge } from '../ui/delivery-status.js';

/** Pixels; all rows have the same height. */
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
      className={rowClasses['row']}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
      data-status={status}
    >
      <UnstyledButton className={rowClasses['target']} onClick={() => onOpen(delivery)}>
        <div className={rowClasses['line']}>
          <DeliveryStatusBadge status={status} />
          <bdi className={classes['type']}>{type}</bdi>
          <span className={`${rowClasses['quiet']} ${rowClasses['end']}`}>
            <Time at={at} />
          </span>
        </div>
        <div className={`${rowClasses['line']} ${rowClasses['quiet']}`}>
          <bdi className={classes['webhook']}>{name}</bdi>
          <bdi>
            {[answer, ms === null ? null : formats.duration(ms), error].filter((part) => part !== null).join(' · ')}
          </bdi>
        </div>
      </UnstyledButton>
    </li>
  );
});
