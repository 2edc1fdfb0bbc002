import { Text as Words } from '@mantine/core';
import { useT } from '../../i18n/text.js';
import classes from './workbench.module.css';

interface SeenValue {
  readonly path: string;
  readonly found: boolean;
  readonly value: unknown;
}

/** What a filter saw of an event: `data.priority = "low"`. */
export function SeenValues({ values }: { values: readonly SeenValue[] }) {
  const t = useT();
  if (values.length === 0) return null;
  return (
    <Words size="xs" ff="monospace" className={classes['values']}>
      {values
        .map(({ path, found, value }) => (found ? `${path} = ${JSON.stringify(value)}` : `${path}: ${t('not there')}`))
        .join('\n')}
    </Words>
  );
}
