import { resolve } from 'node:path';

/** The variables of the server that the demo shares, read as the server reads them. */
export interface DemoSettings {
  readonly url: string;
  /** False: nothing but what was named is tried. */
  readonly mayStart: boolean;
  readonly dataDir: string;
  readonly adminEmail: string;
  readonly adminPassword: string | undefined;
}

export function readSettings(variables: Readonly<Record<string, string | undefined>>): DemoSettings {
  const named = variables['CARILLON_URL']?.trim().replace(/\/+$/, '') ?? '';
  const password = variables['ADMIN_PASSWORD'] ?? '';
  return {
    url: named === '' ? `http://localhost:${variables['PORT'] ?? '5000'}` : named,
    mayStart: named === '',
    dataDir: resolve(variables['DATA_DIR'] ?? '.data'),
    adminEmail: (variables['ADMIN_EMAIL'] ?? 'admin@example.com').trim().toLowerCase(),
    adminPassword: password === '' ? undefined : password,
  };
}
