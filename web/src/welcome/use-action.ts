import { CarillonError } from '@carillon/client';
import { useMutation } from '@tanstack/react-query';
import { useT } from '../i18n/text.js';
import { formErrors, type FormErrors } from '../ui/form-errors.js';

interface Action {
  readonly run: () => void;
  readonly isRunning: boolean;
  readonly errors: FormErrors;
}

const NONE: FormErrors = { fields: {}, rest: null };

/** One click of a step. A refusal is shown in that step. @param fields of the step */
export function useAction(work: () => Promise<void>, fields: readonly string[] = []): Action {
  const t = useT();
  const { mutate, isPending, error } = useMutation({ mutationFn: work });
  const isOffline = error instanceof CarillonError && error.status === 0;
  const errors = isOffline ? { fields: {}, rest: t('The server cannot be reached.') } : formErrors(error, fields);
  return { run: () => mutate(), isRunning: isPending, errors: error === null ? NONE : errors };
}
