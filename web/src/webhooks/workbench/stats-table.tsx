import { Paper, Table } from '@mantine/core';
import { useFormats } from '../../i18n/format.js';
import { useT } from '../../i18n/text.js';
import { ANSWERS } from './stats-classes.js';
import type { Hour } from './stats-queries.js';
import classes from './stats.module.css';

/** The charts' values, newest first. */
export function StatsTable({ hours }: { hours: readonly Hour[] }) {
  const t = useT();
  const formats = useFormats();
  const shown = hours.filter(({ attempts }) => attempts > 0).toReversed();
  return (
    <Paper withBorder className={classes['box']} tabIndex={0} role="region" aria-label={t('Attempts by hour')}>
      <Table striped>
        <Table.Caption>{t('Hours without an attempt are left out.')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {[t('Hour'), t('Attempts'), t('Success'), t('Median'), t('95th percentile')].map((label) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
            {ANSWERS.map(({ name, label }) => (
              <Table.Th key={name}>{t(label)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((hour) => (
            <Table.Tr key={hour.hour}>
              <Table.Th scope="row" style={{ whiteSpace: 'nowrap' }}>
                {formats.hour(new Date(hour.hour))}
              </Table.Th>
              <Table.Td>{formats.number(hour.attempts)}</Table.Td>
              <Table.Td>{hour.success_rate === null ? '–' : formats.percent(hour.success_rate / 100)}</Table.Td>
              <Table.Td>{hour.p50_ms === null ? '–' : formats.duration(hour.p50_ms)}</Table.Td>
              <Table.Td>{hour.p95_ms === null ? '–' : formats.duration(hour.p95_ms)}</Table.Td>
              {ANSWERS.map(({ name }) => (
                <Table.Td key={name}>{formats.number(hour.answers[name])}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
