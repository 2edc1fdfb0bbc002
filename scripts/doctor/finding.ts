/** One line of the report: all is well, or what is wrong and what to do. */
export type Finding = { readonly ok: string } | { readonly wrong: string; readonly advice: string };

export function wrong(what: string, advice: string): Finding {
  return { wrong: what, advice };
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A name with several addresses fails with an error that has only a code.
  return error.message === '' && 'code' in error ? String(error.code) : error.message;
}
