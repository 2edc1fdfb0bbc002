import { Stack } from '@mantine/core';
import type { Webhook } from '../queries.js';
import { Explain } from './explain.js';
import { Recovery } from './recovery.js';

/** Missed deliveries: sent again as a plan, and an explanation for each event. */
export function RecoverTab({ webhook }: { webhook: Webhook }) {
  return (
    <Stack gap="lg">
      <Recovery webhook={webhook} />
      <Explain webhook={webhook} />
    </Stack>
  );
}
