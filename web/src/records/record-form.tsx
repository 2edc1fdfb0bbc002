import { Button, Group, Select, Stack, Text as Words, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../i18n/text.js';
import { CompanySelect } from '../ui/companies.js';
import { Dialog } from '../ui/dialog.js';
import { Refusal } from '../ui/refusal.js';
import { FIELDS, type Field } from './fields.js';
import { KIND_TEXTS } from './kind-texts.js';
import type { Kind, Records } from './kinds.js';
import { SEVERITY_LOOKS } from './labels.js';
import { NewerCard } from './newer-card.js';
import { SEVERITIES } from './search.js';
import { useRecordForm } from './use-record-form.js';

interface RecordFormProps {
  readonly kind: Kind;
  /** Left out: a new one. */
  readonly record?: Records[Kind];
  readonly onClose: () => void;
}

/** Escape keeps what was written; Cancel discards it. */
export function RecordForm({ kind, record, onClose }: RecordFormProps) {
  const t = useT();
  const { form, refusal, newer, isKeptDraft, submit, saveMine, takeNewer, discard } = useRecordForm({
    kind,
    ...(record && { record }),
    onDone: onClose,
  });
  const cancel = () => {
    discard();
    onClose();
  };
  const isNew = record === undefined;
  // The name when the form was opened, even if another person renames it.
  const [name] = useState(record !== undefined && 'name' in record ? record.name : '');
  const title = isNew ? t(KIND_TEXTS[kind].create) : t('Edit {name}', { name });
  return (
    <Dialog onClose={onClose} size="lg" title={title}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {newer !== null && (
            <NewerCard
              kind={kind}
              newer={newer}
              mine={form.getValues()}
              onSave={() => void saveMine()}
              onTake={takeNewer}
            />
          )}
          {FIELDS[kind].map((field, index) => (
            <FieldInput
              key={field.name}
              field={field}
              isFirst={index === 0}
              // The form of a text field; a company may be null.
              {...(form.getInputProps(field.name) as InputProps)}
            />
          ))}
          {isKeptDraft && (
            <Words size="xs" c="dimmed">
              {t('This is an unsaved draft. Cancel discards it.')}
            </Words>
          )}
          <Refusal>{refusal}</Refusal>
          <Group justify="flex-end">
            <Button variant="default" onClick={cancel}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={form.submitting} disabled={newer !== null}>
              {isNew ? t('Add') : t('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface InputProps {
  readonly value: never;
  readonly error?: string;
  readonly onChange: (value: unknown) => void;
}

function FieldInput({ field, isFirst, ...props }: InputProps & { field: Field; isFirst: boolean }) {
  const t = useT();
  const label = t(field.label);
  const common = {
    label,
    required: field.isRequired === true,
    placeholder: field.example,
    ...(isFirst && { 'data-autofocus': true }),
  };
  if (field.input === 'company') return <CompanySelect label={label} {...props} />;
  if (field.input === 'text') return <Textarea {...common} autosize minRows={2} maxRows={12} {...props} />;
  if (field.input === 'line') return <TextInput {...common} {...props} />;
  return (
    <Select
      {...common}
      allowDeselect={false}
      data={SEVERITIES.map((value) => ({ value, label: t(SEVERITY_LOOKS[value].label) }))}
      {...props}
    />
  );
}
