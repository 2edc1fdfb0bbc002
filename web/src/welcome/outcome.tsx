import { Group, Loader, Text as Words } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { Time } from '../ui/time.js';

interface OutcomeProps {
  readonly icon: Icon;
  readonly label: string;
  /** When it arrived, by the server's clock. Undefined: not yet. */
  readonly at: string | undefined;
  /** Since the click. Undefined: this page did not see the click. */
  readonly tookMs: number | undefined;
  readonly children?: ReactNode;
}

/** What a click led to, and how long it took. */
export function Outcome({ icon: Sign, label, at, tookMs, children }: OutcomeProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <Group component="li" gap="xs" data-arrived={at !== undefined}>
      <Sign size={18} aria-hidden />
      <Words size="sm" fw={600}>
        {label}
      </Words>
      {at === undefined ? (
        <>
          <Loader size={14} type="dots" aria-hidden />
          <Words size="sm" c="dimmed">
            {t('On its way')}
          </Words>
        </>
      ) : (
        <Words size="sm">
          {tookMs === undefined ? (
            <Time at={at} />
          ) : (
            t('{took} after the click', { took: formats.duration(Math.round(tookMs)) })
          )}
        </Words>
      )}
      {children}
    </Group>
  );
}
