import { Anchor } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Badge } from '@mantine/core';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { Outcome } from './outcome.js';
import type { Arrival, Sender } from './queries.js';

const VERDICTS = {
  valid: { label: msg('Signature valid'), color: 'green' },
  invalid: { label: msg('Signature invalid'), color: 'red' },
  unsigned: { label: msg('Not signed'), color: 'gray' },
  unknown: { label: msg('Not checked'), color: 'gray' },
} as const;

interface BinOutcomeProps {
  readonly icon: Icon;
  readonly label: string;
  readonly arrival: Arrival | undefined;
  readonly tookMs: number | undefined;
  readonly webhook: Sender | null;
}

/** The request in the bin, and whether its signature is valid. */
export function BinOutcome({ icon, label, arrival, tookMs, webhook }: BinOutcomeProps) {
  const t = useT();
  const verdict = arrival && VERDICTS[arrival.signature.state];
  return (
    <Outcome icon={icon} label={label} at={arrival?.received_at} tookMs={tookMs}>
      {verdict !== undefined && (
        <Badge size="sm" variant="light" color={verdict.color}>
          {t(verdict.label)}
        </Badge>
      )}
      {arrival === undefined && webhook !== null && (
        <Anchor component={Link} to="/deliveries" search={{ webhook_id: webhook.id } as never} size="sm">
          {t('Deliveries')}
        </Anchor>
      )}
    </Outcome>
  );
}
