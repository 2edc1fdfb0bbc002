import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { msg, type MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';

/** In the form of the server's lists: a duration before now, or instants. Left out: unlimited. */
export interface Span {
  readonly since?: string;
  readonly until?: string;
}

const PRESETS = ['1h', '24h', '7d'] as const;
const LABELS: Readonly<Record<(typeof PRESETS)[number], MessageId>> = {
  '1h': msg('The last hour'),
  '24h': msg('The last 24 hours'),
  '7d': msg('The last 7 days'),
};
const ALL = 'all';
const CUSTOM = 'custom';

interface TimeSpanProps {
  readonly value: Span;
  readonly onChange: (span: Span) => void;
  readonly label: string;
  /** For a filter, whose label only screen readers announce. */
  readonly isFilter?: boolean;
}

/** From some time ago until now, or from one local time to another. */
export function TimeSpan({ value, onChange, label, isFilter = false }: TimeSpanProps) {
  const t = useT();
  const preset = PRESETS.find((one) => one === value.since && value.until === undefined);
  const hasTimes = preset === undefined && (value.since !== undefined || value.until !== undefined);
  const [isCustom, setCustom] = useState(hasTimes);
  const choose = (chosen: string | null) => {
    setCustom(chosen === CUSTOM);
    if (chosen === null || chosen === ALL || chosen === CUSTOM) onChange({});
    else onChange({ since: chosen });
  };
  const shown = isCustom || hasTimes ? CUSTOM : (preset ?? ALL);
  return (
    <>
      <Select
        {...(isFilter ? { 'aria-label': label, w: 190 } : { label })}
        allowDeselect={false}
        data={[
          { value: ALL, label: t('Any time') },
          ...PRESETS.map((one) => ({ value: one, label: t(LABELS[one]) })),
          { value: CUSTOM, label: t('From … to …') },
        ]}
        value={shown}
        onChange={choose}
      />
      {shown === CUSTOM && (
        <Group gap="xs" grow={!isFilter}>
          <Moment
            label={t('From')}
            value={value.since}
            onChange={(since) => onChange(without({ ...value, since }))}
            isFilter={isFilter}
          />
          <Moment
            label={t('To')}
            value={value.until}
            onChange={(until) => onChange(without({ ...value, until }))}
            isFilter={isFilter}
          />
        </Group>
      )}
    </>
  );
}

interface MomentProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (instant: string | undefined) => void;
  readonly isFilter: boolean;
}

function Moment({ label, value, onChange, isFilter }: MomentProps) {
  return (
    <TextInput
      type="datetime-local"
      {...(isFilter ? { 'aria-label': label } : { label })}
      defaultValue={localOf(value)}
      onChange={({ currentTarget }) => onChange(instantOf(currentTarget.value))}
    />
  );
}

function instantOf(local: string): string | undefined {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** In the form of `<input type="datetime-local">`, to the minute. */
function localOf(instant: string | undefined): string {
  const time = new Date(instant ?? '');
  if (Number.isNaN(time.getTime())) return '';
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function without({ since, until }: { since?: string | undefined; until?: string | undefined }): Span {
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
}
