import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useT } from '../i18n/text.js';

/** At the end of a filter bar, while a filter is set. */
export function ClearFilters({ onClick }: { onClick: () => void }) {
  const t = useT();
  return (
    <Button variant="subtle" leftSection={<IconX size={14} aria-hidden />} onClick={onClick}>
      {t('Clear filters')}
    </Button>
  );
}
