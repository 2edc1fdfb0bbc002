import { Badge } from '@mantine/core';
import { useT } from '../i18n/text.js';
import type { Priority, Status } from './filters.js';
import { PRIORITY_COLORS, PRIORITY_LABELS, STATUS_COLORS, STATUS_LABELS } from './labels.js';

export function StatusBadge({ status }: { status: Status }) {
  const t = useT();
  return (
    <Badge size="sm" variant="light" autoContrast className="badge" color={STATUS_COLORS[status]}>
      {t(STATUS_LABELS[status])}
    </Badge>
  );
}

/** Normal priority gets no badge. */
export function PriorityBadge({ priority }: { priority: Priority }) {
  const t = useT();
  if (priority === 'normal') return null;
  return (
    <Badge size="sm" variant="outline" className="badge" color={PRIORITY_COLORS[priority]}>
      {t(PRIORITY_LABELS[priority])}
    </Badge>
  );
}
