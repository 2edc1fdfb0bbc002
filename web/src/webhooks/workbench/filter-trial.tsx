import { Button, Group, Paper, SegmentedControl, Stack, Text as Words } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../../i18n/text.js';
import { Failure, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { SeenValues } from './seen-values.js';
import { fieldFault, trialQuery, type Trial, type TrialInput, type Tried } from './trial-queries.js';
import classes from './workbench.module.css';

const SHOWN = ['all', 'yes', 'no'] as const;

/** Which recent events the present input would match, and why not the others. */
export function FilterTrial({ input, onPick }: { input: TrialInput; onPick: (event: Tried) => void }) {
  const t = useT();
  const { data, error, isFetching, refetch } = useQuery(trialQuery(input));
  const [shown, setShown] = useState<(typeof SHOWN)[number]>('all');
  // The field itself shows it.
  const isTypo = ['filter', 'events', 'categories'].some((field) => fieldFault(error, field) !== null);
  if (isTypo) return <Words size="sm">{t('Correct the settings above to try them on recent events.')}</Words>;
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={2} height={28} />;
  const labels = { all: t('All'), yes: t('Matching'), no: t('Not matching') };
  const items = data.items.filter(({ matches }) => shown === 'all' || matches === (shown === 'yes'));
  return (
    <Stack gap="xs" aria-busy={isFetching}>
      <Group justify="space-between" gap="xs">
        <Words size="sm" fw={600} role="status">
          {summaryOf(t, data)}
        </Words>
        {data.items.length > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={t('Recent events to show')}
            data={SHOWN.map((value) => ({ value, label: labels[value] }))}
            value={shown}
            onChange={(value) => setShown(SHOWN.find((one) => one === value) ?? 'all')}
          />
        )}
      </Group>
      {data.tried < data.found && (
        <Words size="sm" c="red">
          {t('The filter took too long and was stopped.')}
        </Words>
      )}
      {items.length > 0 && (
        <Paper
          withBorder
          component="ul"
          className={`plain-list ${classes['tried']}`}
          tabIndex={0}
          aria-label={t('Recent events')}
        >
          {items.map((item) => (
            <Row key={item.event_id} item={item} onPick={onPick} />
          ))}
        </Paper>
      )}
    </Stack>
  );
}

function summaryOf(t: ReturnType<typeof useT>, { found, matched, tried }: Trial): string {
  if (found === 0) return t('No recent events of these types.');
  return t('{matched} of {tried} recent events match', { matched, tried });
}

function Row({ item, onPick }: { item: Tried; onPick: (event: Tried) => void }) {
  const t = useT();
  const Sign = item.matches ? IconCheck : IconX;
  return (
    <li className={classes['triedRow']} data-matches={item.matches}>
      <Sign size={16} aria-label={item.matches ? t('Matches') : t('Does not match')} role="img" />
      <div className={classes['triedText']}>
        <Group gap="xs">
          <Words size="sm" ff="monospace">
            {item.type}
          </Words>
          <Words size="xs" c="dimmed">
            {item.actor_name} · <Time at={item.occurred_at} />
          </Words>
        </Group>
        {item.fault !== undefined && <Words size="xs">{item.fault}</Words>}
        <SeenValues values={item.values ?? []} />
      </div>
      <Button size="compact-xs" variant="default" onClick={() => onPick(item)} aria-label={t('Preview this event')}>
        {t('Preview')}
      </Button>
    </li>
  );
}
