import { ActionIcon, Indicator, Tooltip } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { useLiveState } from '../live/use-live.js';
import { showCountInTitle } from '../ui/page.js';
import { showCountOnIcon } from './icon-badge.js';

const MAX_SHOWN = 99;

/** Its count is the server's, never worked out here. */
export function Bell() {
  const t = useT();
  const formats = useFormats();
  const unread = useLiveState((state) => state.unread) ?? 0;
  useEffect(() => {
    showCountInTitle(unread);
    showCountOnIcon(unread);
  }, [unread]);
  const label = t('{unread, plural, =0 {Inbox, nothing unread} one {Inbox, # unread} other {Inbox, # unread}}', {
    unread,
  });
  return (
    <Tooltip label={label}>
      <Indicator
        label={unread > MAX_SHOWN ? `${MAX_SHOWN}+` : formats.number(unread)}
        size={18}
        offset={4}
        disabled={unread === 0}
        color="red"
        aria-hidden={false}
      >
        <ActionIcon component={Link} to="/inbox" variant="subtle" size="lg" aria-label={label} data-unread={unread}>
          <IconBell size={22} aria-hidden />
        </ActionIcon>
      </Indicator>
    </Tooltip>
  );
}
