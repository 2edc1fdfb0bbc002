import { Badge } from '@mantine/core';
import { useT } from '../i18n/text.js';
import type { Health } from './queries.js';

const STATES = {
  healthy: { label: 'Healthy', color: 'green' },
  failing: { label: 'Failing', color: 'red' },
  disabled: { label: 'Paused', color: 'gray' },
  idle: { label: 'Idle', color: 'gray' },
} as const;

export function StateBadge({ state }: { state: Health['state'] }) {
  const t = useT();
  const { label, color } = STATES[state];
  return (
    <Badge size="sm" variant="light" color={color} style={{ flex: 'none' }}>
      {t(label)}
    </Badge>
  );
}
