const NO_DATABASE = 'Check DATABASE_URL: does that server run, and are user, password and database name right?';

/** By code of Node's networking or of PostgreSQL. */
const HINTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Set PORT to a free one, or stop what listens there.',
  EADDRNOTAVAIL: 'Set HOST to an address of this machine.',
  EACCES:
    'Ports below 1024 need rights; set PORT to a higher one. Or DATA_DIR is a folder that this user may not write.',
  ECONNREFUSED: NO_DATABASE,
  ENOTFOUND: NO_DATABASE,
  ETIMEDOUT: NO_DATABASE,
  '28P01': NO_DATABASE,
  '28000': NO_DATABASE,
  '3D000': NO_DATABASE,
};

/** Prints what a person needs to know, and ends the process with 1. */
export function fail(error: unknown): never {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exit(1);
}

/** What a person needs to know of a start that failed: never a stack, and where it is known, what to do. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // A name with several addresses fails with an error that has only a code.
  const lines = [error.message === '' ? code : error.message, HINTS[code] ?? ''];
  if (code in HINTS) lines.push('`npm run doctor` checks the whole configuration.');
  return lines.filter((line) => line !== '').join('\n');
}
