import { Select, Stack, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useFormats } from '../../i18n/format.js';
import { useT } from '../../i18n/text.js';
import { EventPicker } from '../../ui/event-picker.js';
import { takes } from '../../ui/event-patterns.js';
import { eventTypesQuery } from '../../ui/event-types.js';
import { CategoryPicker } from './category-picker.js';
import { CodeField } from './code-field.js';
import { FilterTrial } from './filter-trial.js';
import { PayloadPreview } from './payload-preview.js';
import { FORMATS, withFormat, type SettingsValues } from './settings-values.js';
import { fieldFault, previewQuery, trialQuery, type PreviewInput } from './trial-queries.js';
import { wordsOf } from './words.js';

const TYPING_MS = 400;
const FALLBACK_TYPE = 'ticket.created';

export type SettingsForm = UseFormReturnType<SettingsValues>;

/** Target, selection and format, with a trial and a preview of the present input. */
export function EndpointFields({ form, isNew }: { form: SettingsForm; isNew: boolean }) {
  const t = useT();
  const { events, categories, filter } = form.values;
  const typed = useMemo(() => ({ events, categories, filter }), [events, categories, filter]);
  const [input] = useDebouncedValue(typed, TYPING_MS);
  const trial = useQuery(trialQuery(input));
  const [picked, setPicked] = useState<string | null>(null);
  const words = useWords(events);
  return (
    <Stack gap="sm">
      <TextInput
        label={t('URL')}
        type="url"
        required
        data-autofocus={isNew || undefined}
        {...form.getInputProps('url')}
      />
      <TextInput
        label={t('Name')}
        description={isNew ? t('Leave empty to use the host of the URL.') : undefined}
        {...form.getInputProps('name')}
      />
      {!isNew && <Textarea label={t('Description')} autosize maxRows={6} {...form.getInputProps('description')} />}
      <EventPicker {...form.getInputProps('events')} />
      <CategoryPicker {...form.getInputProps('categories')} />
      <CodeField
        label={t('Filter')}
        description={t(
          'A condition in CEL, such as data.priority in ["high", "urgent"]. Leave empty for all of these events.',
        )}
        language="cel"
        words={words.filter}
        value={filter}
        onChange={(value) => form.setFieldValue('filter', value)}
        error={errorOf(form, 'filter') ?? fieldFault(trial.error, 'filter')}
      />
      <FilterTrial input={input} onPick={({ event_id: id }) => setPicked(id)} />
      <Payload form={form} picked={picked} onPick={setPicked} recent={trial.data?.items ?? []} words={words.template} />
    </Stack>
  );
}

interface PayloadProps {
  readonly form: SettingsForm;
  readonly picked: string | null;
  readonly onPick: (eventId: string | null) => void;
  readonly recent: readonly { readonly event_id: string; readonly type: string; readonly occurred_at: string }[];
  readonly words: readonly string[];
}

function Payload({ form, picked, onPick, recent, words }: PayloadProps) {
  const t = useT();
  const formats = useFormats();
  const { payload_format: format, template, json_style: style, signatures, events } = form.values;
  const exampleType = useExampleType(events);
  const typed = useMemo<PreviewInput>(
    () => ({
      of: picked === null ? { type: exampleType } : { event_id: picked },
      payload_format: format,
      template,
      json_style: style,
      signatures,
    }),
    [picked, exampleType, format, template, style, signatures],
  );
  const [input] = useDebouncedValue(typed, TYPING_MS);
  const preview = useQuery(previewQuery(input));
  const options = recent.map(({ event_id: value, type, occurred_at: at }) => ({
    value,
    label: `${type} · ${formats.exact(new Date(at))}`,
  }));
  const isKnown = picked === null || options.some(({ value }) => value === picked);
  return (
    <>
      <Select
        label={t('Format')}
        allowDeselect={false}
        data={FORMATS.map((value) => ({ value, label: value }))}
        {...form.getInputProps('payload_format')}
        onChange={(value) => {
          const chosen = FORMATS.find((one) => one === value);
          if (chosen !== undefined) form.setValues(withFormat(form.values, chosen));
        }}
      />
      {format === 'template' ? (
        <CodeField
          label={t('Template')}
          description={t('Liquid over event, data and changes; the output is the body.')}
          language="liquid"
          words={words}
          value={template}
          onChange={(value) => form.setFieldValue('template', value)}
          error={errorOf(form, 'template') ?? fieldFault(preview.error, 'template')}
        />
      ) : (
        <Select
          label={t('JSON style')}
          description={t(
            'python: as json.dumps writes it, for receivers that serialise the body again before they check it.',
          )}
          allowDeselect={false}
          data={['compact', 'python']}
          {...form.getInputProps('json_style')}
        />
      )}
      <PayloadPreview
        input={input}
        recent={isKnown ? options : [...options, { value: picked, label: picked }]}
        exampleType={exampleType}
        onPick={onPick}
      />
    </>
  );
}

function errorOf(form: SettingsForm, field: 'filter' | 'template'): string | null {
  const error = form.errors[field];
  return typeof error === 'string' && error !== '' ? error : null;
}

/** The first chosen event that has an example. */
function useExampleType(events: readonly string[]): string {
  const { data: types = [] } = useQuery(eventTypesQuery);
  const names = types.map(({ type }) => type);
  for (const event of events) {
    const name = event === '*' ? undefined : names.find((one) => takes(event, one));
    if (name !== undefined) return name;
  }
  return FALLBACK_TYPE;
}

/** What the editors offer. */
function useWords(events: readonly string[]) {
  const { data: types } = useQuery(eventTypesQuery);
  return useMemo(() => wordsOf(types ?? [], events), [types, events]);
}
