import { CarillonError } from '@carillon/client';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../api/me.js';
import { formErrors } from '../ui/form-errors.js';
import { useDraft } from '../ui/use-draft.js';
import { changeRecord, createRecord, differences, isEditable, valuesOf, type Values } from './fields.js';
import type { Kind, Records } from './kinds.js';
import { putRecord } from './pushes.js';
import { loadRecord } from './queries.js';

/** The person's input, and the record's state when it was started. */
interface Draft {
  readonly version: number;
  readonly base: Values;
  readonly values: Values;
}

interface RecordFormOptions {
  readonly kind: Kind;
  /** Left out: a new one. */
  readonly record?: Records[Kind];
  readonly onDone: (record: Records[Kind]) => void;
}

/**
 * Saves only changed fields, and only over the version that they were changed from. If there is a newer one, nothing is
 * overwritten: it is in `newer`, beside the draft, which stays.
 */
export function useRecordForm({ kind, record, onDone }: RecordFormOptions) {
  const queryClient = useQueryClient();
  const { form, start, startFrom, isKeptDraft, discard } = useRecordDraft(kind, record);
  const [newer, setNewer] = useState<Records[Kind] | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  const refuse = (error: unknown) => {
    const { fields, rest } = formErrors(error, Object.keys(form.getValues()));
    form.setErrors(fields);
    setRefusal(rest);
  };
  const showNewer = async (id: string) => {
    const current = await loadRecord(kind, id);
    startFrom(rebased(kind, { onto: current, base: start.base, mine: form.getValues() }));
    putRecord(queryClient, kind, current);
    setNewer(current);
  };
  const save = async () => {
    setRefusal(null);
    setNewer(null);
    try {
      const saved = await send({ kind, record, from: start, values: form.getValues() });
      putRecord(queryClient, kind, saved);
      discard();
      onDone(saved);
    } catch (error) {
      if (isStale(error) && record !== undefined) await showNewer(record.id).catch(refuse);
      else refuse(error);
    }
  };
  const takeNewer = () => {
    setNewer(null);
    form.setValues({ ...start.base });
    discard();
  };
  return { form, refusal, newer, isKeptDraft, discard, submit: form.onSubmit(save), saveMine: save, takeNewer };
}

/** The form, kept in the browser until it is saved or discarded. */
function useRecordDraft(kind: Kind, record: Records[Kind] | undefined) {
  const me = useMe();
  const [kept, keep] = useDraft(`${me.id}:${kind}:${record?.id ?? 'new'}`);
  const [isKeptDraft] = useState(() => draftOf(kept) !== null);
  const [start, setStart] = useState<Draft>(() => draftOf(kept) ?? freshDraft(kind, record));
  const form = useForm<Record<string, string | null>>({
    initialValues: { ...start.values },
    onValuesChange: (values) => keep(JSON.stringify({ ...start, values })),
  });
  const startFrom = (draft: Draft) => {
    setStart(draft);
    form.setValues({ ...draft.values });
    keep(JSON.stringify(draft));
  };
  return { form, start, startFrom, isKeptDraft, discard: () => keep('') };
}

interface Rebasing {
  readonly onto: Records[Kind];
  readonly base: Values;
  readonly mine: Values;
}

/** Untouched fields take the newer values. */
function rebased(kind: Kind, { onto, base, mine }: Rebasing): Draft {
  const touched = differences(kind, base, mine).map(({ name }) => [name, mine[name] ?? null] as const);
  const current = valuesOf(kind, onto);
  return { version: onto.version, base: current, values: { ...current, ...Object.fromEntries(touched) } };
}

function isStale(error: unknown): boolean {
  return error instanceof CarillonError && error.status === 412;
}

interface Sending extends Pick<RecordFormOptions, 'kind' | 'record'> {
  readonly from: Draft;
  readonly values: Values;
}

function send({ kind, record, from, values }: Sending): Promise<Records[Kind]> {
  if (record === undefined || !isEditable(kind)) return createRecord(kind, values);
  const changed = differences(kind, from.base, values);
  const patch = Object.fromEntries(changed.map(({ name }) => [name, values[name] ?? null]));
  return changeRecord(kind, { id: record.id, version: from.version, patch });
}

function freshDraft(kind: Kind, record: Records[Kind] | undefined): Draft {
  const base = valuesOf(kind, record);
  return { version: record?.version ?? 0, base, values: base };
}

/** An invalid stored draft is ignored. */
function draftOf(text: string): Draft | null {
  try {
    const draft = JSON.parse(text) as Partial<Draft> | null;
    const isDraft = typeof draft?.base === 'object' && typeof draft.values === 'object';
    return isDraft && typeof draft.version === 'number' ? (draft as Draft) : null;
  } catch {
    return null;
  }
}
