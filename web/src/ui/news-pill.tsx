import { Button, Group } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useT } from '../i18n/text.js';

/** Above a list: the number of new rows above the visible ones; a click goes there. */
export function NewsPill({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useT();
  if (count === 0) return null;
  return (
    <Group justify="center" pos="absolute" top={8} left={0} right={0} style={{ zIndex: 1, pointerEvents: 'none' }}>
      <Button
        size="compact-sm"
        radius="xl"
        style={{ pointerEvents: 'auto' }}
        leftSection={<IconArrowUp size={14} aria-hidden />}
        onClick={onShow}
      >
        {t('{count, plural, one {# new} other {# new}}', { count })}
      </Button>
    </Group>
  );
}
