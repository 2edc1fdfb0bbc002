import { CarillonError } from '@carillon/client';

export interface FormErrors {
  /** By the form's own names; the first of each. */
  readonly fields: Readonly<Record<string, string>>;
  /** What belongs to no field of the form, or is no fault of the input. */
  readonly rest: string | null;
}

/**
 * The server's `errors[]` for `form.setErrors()`.
 *
 * @param names the form's fields; `headers.3` of the server belongs to `headers` where the form has no `headers.3`
 */
export function formErrors(error: unknown, names: readonly string[]): FormErrors {
  const told = error instanceof CarillonError ? error.errors : [];
  const fields: Record<string, string> = {};
  const others: string[] = [];
  for (const { field, message } of told) {
    const name = names.find((one) => one === field) ?? names.find((one) => field.startsWith(`${one}.`));
    if (name === undefined) others.push(`${field}: ${message}`);
    else fields[name] ??= message;
  }
  if (told.length === 0) others.push(error instanceof Error ? error.message : String(error));
  return { fields, rest: others.length === 0 ? null : others.join(' ') };
}
