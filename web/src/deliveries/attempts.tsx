import { Group, Paper, Stack, Text as Words } from '@mantine/core';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { Time } from '../ui/time.js';
import classes from './attempts.module.css';

const PHASES = ['dns', 'connect', 'tls', 'first_byte'] as const;
const LABELS = { dns: 'DNS', connect: 'Connect', tls: 'TLS', first_byte: 'First byte' } as const;

interface Attempt {
  readonly number: number;
  readonly started_at: string;
  readonly duration_ms: number;
  readonly response_status: number | null;
  readonly response_body: string | null;
  readonly error: string | null;
  readonly timings: Readonly<Record<string, unknown>> | null;
}

/** Newest first: the duration and the answer of each attempt. */
export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  const t = useT();
  const formats = useFormats();
  return (
    <Stack gap="xs" component="ol" className="plain-list" aria-label={t('Attempts')}>
      {attempts.toReversed().map((attempt) => (
        <Paper key={attempt.number} withBorder p="xs" component="li">
          <Group gap="xs">
            <Words size="sm" fw={600}>
              {t('Attempt {number}', { number: attempt.number })}
            </Words>
            <Words size="sm">{attempt.response_status ?? attempt.error ?? ''}</Words>
            <Words size="xs" c="dimmed" ml="auto">
              <Time at={attempt.started_at} /> · {formats.duration(attempt.duration_ms)}
            </Words>
          </Group>
          {attempt.response_status !== null && attempt.error !== null && <Words size="sm">{attempt.error}</Words>}
          <Phases attempt={attempt} />
          {attempt.response_body !== null && attempt.response_body !== '' && (
            <pre className={classes['body']}>{attempt.response_body}</pre>
          )}
        </Paper>
      ))}
    </Stack>
  );
}

/** Bars for the parts of an attempt; the same numbers stand beside them as text. */
function Phases({ attempt: { timings, duration_ms: total } }: { attempt: Attempt }) {
  const t = useT();
  const formats = useFormats();
  const phases = PHASES.map((name) => ({ name, ms: timings?.[`${name}_ms`] })).filter(
    (phase): phase is { name: (typeof PHASES)[number]; ms: number } => typeof phase.ms === 'number',
  );
  if (phases.length === 0) return null;
  return (
    <dl className={classes['phases']}>
      {phases.map(({ name, ms }) => (
        <div key={name} className={classes['phase']}>
          <dt>{name === 'dns' || name === 'tls' ? LABELS[name] : t(LABELS[name])}</dt>
          <dd>
            <svg width="100%" height="8" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
              <rect
                className={classes['bar']}
                width={Math.min(100, Math.max(1, (ms / Math.max(1, total)) * 100))}
                height="8"
              />
            </svg>
          </dd>
          <dd>{formats.duration(ms)}</dd>
        </div>
      ))}
    </dl>
  );
}
