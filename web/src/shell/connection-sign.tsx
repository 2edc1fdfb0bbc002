import { Badge, Tooltip } from '@mantine/core';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { msg, type MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import type { Connection } from '../live/live.js';
import { useLiveState } from '../live/use-live.js';

const SIGNS: Readonly<Record<Connection, { label: MessageId; advice: MessageId; color: string }>> = {
  connecting: { label: msg('Connecting'), advice: msg('Live updates start in a moment.'), color: 'gray' },
  live: { label: msg('Live'), advice: msg('Changes appear as they happen.'), color: 'green' },
  lost: { label: msg('Offline'), advice: msg('Reconnecting. What you write is kept.'), color: 'orange' },
  refused: { label: msg('Signed out'), advice: msg('Sign in again to continue.'), color: 'red' },
};

export function ConnectionSign() {
  const t = useT();
  const connection = useLiveState((state) => state.connection);
  const { label, advice, color } = SIGNS[connection];
  const Sign = connection === 'live' ? IconPlugConnected : IconPlugConnectedX;
  return (
    <Tooltip label={t(advice)}>
      <Badge
        color={color}
        variant="light"
        role="status"
        data-connection={connection}
        leftSection={<Sign size={14} aria-hidden />}
        visibleFrom={connection === 'live' ? 'sm' : undefined}
      >
        {t(label)}
      </Badge>
    </Tooltip>
  );
}
