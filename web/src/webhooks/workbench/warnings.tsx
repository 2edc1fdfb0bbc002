import { Alert } from '@mantine/core';
import { useT } from '../../i18n/text.js';

interface WarningsProps {
  readonly warnings: readonly { readonly field: string; readonly message: string }[];
}

/** Settings that were saved but probably never match. */
export function Warnings({ warnings }: WarningsProps) {
  const t = useT();
  if (warnings.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" title={t('This may not do what you want')}>
      {warnings.map(({ field, message }) => (
        <div key={`${field} ${message}`}>
          {field}: {message}
        </div>
      ))}
    </Alert>
  );
}
