import { ActionIcon, Anchor, Indicator, Popover, Stack, Text as Words, Tooltip, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { useLiveState } from '../live/use-live.js';
import { showCountInTitle } from '../ui/page.js';
import { Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { useInboxActions } from './actions.js';
import { showCountOnIcon } from './icon-badge.js';
import { latestQuery, type Entry } from './queries.js';
import { startRinging } from './ringer.js';
import { pathOf } from './targets.js';

/** Larger counts are exact only in the label and in the page's title. */
const MAX_SHOWN = 9_999;

/** The server's count, never computed here. */
export function Bell() {
  const t = useT();
  const formats = useFormats();
  const unread = useLiveState((state) => state.unread) ?? 0;
  const [isOpen, { toggle, close }] = useDisclosure(false);
  useEffect(startRinging, []);
  useEffect(() => {
    showCountInTitle(unread);
    showCountOnIcon(unread);
  }, [unread]);
  const label = t('{unread, plural, =0 {Inbox, nothing unread} one {Inbox, # unread} other {Inbox, # unread}}', {
    unread,
  });
  return (
    <Popover opened={isOpen} onChange={close} position="bottom-end" width={340} trapFocus withArrow shadow="md">
      <Popover.Target>
        <Tooltip label={label} disabled={isOpen}>
          <Indicator
            label={unread > MAX_SHOWN ? `${formats.number(MAX_SHOWN)}+` : formats.number(unread)}
            size={18}
            offset={4}
            disabled={unread === 0}
            color="red"
          >
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={label}
              aria-haspopup="dialog"
              aria-expanded={isOpen}
              data-unread={unread}
              onClick={toggle}
            >
              <IconBell size={22} aria-hidden />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('Latest notifications')}>{isOpen && <Latest onLeave={close} />}</Popover.Dropdown>
    </Popover>
  );
}

function Latest({ onLeave }: { onLeave: () => void }) {
  const t = useT();
  const { data, error } = useQuery(latestQuery);
  return (
    <Stack gap="xs">
      {data === undefined && (error === null ? <Loading rows={3} /> : <Failure error={error} />)}
      {data?.items.length === 0 && <Words size="sm">{t('All quiet')}</Words>}
      {data?.items.map((entry) => (
        <LatestEntry key={entry.id} entry={entry} onLeave={onLeave} />
      ))}
      <Anchor component={Link} to="/inbox" size="sm" onClick={onLeave}>
        {t('Open the inbox')}
      </Anchor>
    </Stack>
  );
}

function LatestEntry({ entry, onLeave }: { entry: Entry; onLeave: () => void }) {
  const navigate = useNavigate();
  const { read } = useInboxActions();
  const open = () => {
    read(entry);
    onLeave();
    void navigate({ href: pathOf(entry) ?? '/inbox?tab=all' });
  };
  return (
    <UnstyledButton onClick={open}>
      <Words
        size="sm"
        fw={entry.read_at === null ? 600 : 400}
        lineClamp={2}
        style={{ overflowWrap: 'anywhere' }}
        dir="auto"
      >
        {entry.message}
      </Words>
      <Words size="xs" c="dimmed" component="span">
        <Time at={entry.created_at} />
      </Words>
    </UnstyledButton>
  );
}
