import { Anchor, Group, Paper, Text as Words } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { traceQuery, type EventTrace } from '../api/trace.js';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { OutcomeLine, type Outcome } from '../ui/outcome-line.js';
import { PERSON_OUTCOMES, WEBHOOK_OUTCOMES } from '../ui/outcomes.js';
import { Time } from '../ui/time.js';
import { latestEventQuery } from './queries.js';

const MAX_LINES = 6;

interface ArrivalLine {
  readonly key: string;
  readonly name: string | null;
  readonly outcome: Outcome;
  readonly why: string | null;
}

/**
 * Answers "it never arrived": which people and webhooks got the latest event of a ticket, as far as the person may see
 * that. Failures come first. Updates live.
 */
export function Arrival({ ticketId }: { ticketId: string }) {
  const t = useT();
  const { data: event } = useQuery(latestEventQuery(ticketId));
  const { data: trace } = useQuery({ ...traceQuery(event?.id ?? ''), enabled: event !== undefined && event !== null });
  useRoom('webhooks');
  if (trace === undefined) return null;
  const lines = [...webhookLines(trace), ...personLines(trace)];
  if (lines.length === 0) return null;
  const { id, type, occurred_at: at } = trace.event;
  return (
    <Paper withBorder p="sm" component="section" aria-label={t('Did it arrive?')}>
      <Group justify="space-between" wrap="nowrap">
        <Words size="sm" fw={600}>
          {t('Did it arrive?')}
        </Words>
        <Anchor component={Link} to="/events/$id" params={{ id } as never} size="sm">
          {t('Full trace')}
        </Anchor>
      </Group>
      <Words size="xs" c="dimmed">
        <code>{type}</code> · <Time at={at} />
      </Words>
      <ul className="plain-list" aria-label={t('What came of it')}>
        {lines.slice(0, MAX_LINES).map((line) => (
          <OutcomeLine key={line.key} name={line.name} outcome={line.outcome} facts={[line.why]} />
        ))}
      </ul>
      {lines.length > MAX_LINES && (
        <Words size="xs" c="dimmed">
          {t('{count, plural, one {and # more} other {and # more}}', { count: lines.length - MAX_LINES })}
        </Words>
      )}
    </Paper>
  );
}

const ORDER = ['failed', 'cancelled', 'held', 'paused', 'pending', 'delivered'] as const;

/** Webhooks that do not match such an event appear only in the full trace. */
function webhookLines({ endpoints }: EventTrace): readonly ArrivalLine[] {
  return ORDER.flatMap((outcome) => endpoints.filter((one) => one.outcome === outcome)).map(
    ({ webhook_id: key, name, outcome, why }) => ({ key, name, outcome: WEBHOOK_OUTCOMES[outcome], why }),
  );
}

function personLines({ recipients }: EventTrace): readonly ArrivalLine[] {
  return recipients
    .filter(({ outcome }) => outcome !== 'actor')
    .map(({ user_id: id, type, name, outcome }) => ({
      key: `${id} ${type}`,
      name,
      outcome: PERSON_OUTCOMES[outcome],
      why: null,
    }));
}
