import { CarillonError } from '@carillon/client';

export interface FormErrors {
  /** By the form's field names; the first error of each. */
  readonly fields: Readonly<Record<string, string>>;
  /** Errors that belong to no field of the form, or are not about the input. */
  readonly rest: string | null;
}

/**
 * Converts the server's `errors[]` for `form.setErrors()`.
 *
 * @param names the form's fields; the server's `headers.3` belongs to `headers` if the form has no `headers.3`
 */
export function formErrors(error: unknown, names: readonly string[]): FormErrors {
  const named = error instanceof CarillonError ? error.errors : [];
  const fields: Record<string, string> = {};
  const others: string[] = [];
  for (const { field, message } of named) {
    const name = names.find((one) => one === field) ?? names.find((one) => field.startsWith(`${one}.`));
    if (name === undefined) others.push(`${field}: ${message}`);
    else fields[name] ??= message;
  }
  if (named.length === 0) others.push(error instanceof Error ? error.message : String(error));
  return { fields, rest: others.length === 0 ? null : others.join(' ') };
}
