import { ActionIcon, Box, Group, Menu, Text as Words, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconBellOff, IconDots, IconMail, IconMailOpened } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useT } from '../i18n/text.js';
import { Time } from '../ui/time.js';
import { useInboxActions } from './actions.js';
import type { Entry } from './queries.js';
import { pathOf, ticketOf } from './targets.js';
import { TYPE_NAMES } from './type-names.js';

export function InboxRow({ entry }: { entry: Entry }) {
  const t = useT();
  const navigate = useNavigate();
  const { read, archive, unarchive } = useInboxActions();
  const isUnread = entry.read_at === null;
  const path = pathOf(entry);
  const open = () => {
    read(entry);
    if (path !== undefined) void navigate({ href: path });
  };
  const isArchived = entry.archived_at !== null;
  const label = isArchived ? t('Take out of the archive') : t('Archive');
  return (
    <Group
      wrap="nowrap"
      gap="xs"
      py="xs"
      px="xs"
      align="flex-start"
      style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}
    >
      <Box
        mt={7}
        w={10}
        h={10}
        style={{
          borderRadius: 5,
          flex: 'none',
          background: isUnread ? 'var(--mantine-color-bell-filled)' : 'transparent',
        }}
      />
      <UnstyledButton data-row onClick={open} style={{ flex: 1, minWidth: 0 }}>
        {isUnread && <VisuallyHidden>{t('Unread')}: </VisuallyHidden>}
        <Words fw={isUnread ? 600 : 400} lineClamp={3} style={{ overflowWrap: 'anywhere' }} dir="auto">
          {entry.message}
        </Words>
        <Words size="sm" c="dimmed" component="span">
          {t(TYPE_NAMES[entry.type])} · <Time at={entry.created_at} />
        </Words>
      </UnstyledButton>
      <Tooltip label={label}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={label}
          onClick={() => (isArchived ? unarchive(entry) : archive(entry))}
        >
          {isArchived ? <IconArchiveOff size={18} aria-hidden /> : <IconArchive size={18} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <RowMenu entry={entry} />
    </Group>
  );
}

function RowMenu({ entry }: { entry: Entry }) {
  const t = useT();
  const { read, unread, mute } = useInboxActions();
  const ticket = ticketOf(entry);
  return (
    <Menu position="bottom-end" keepMounted={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('More')}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {entry.read_at === null ? (
          <Menu.Item leftSection={<IconMailOpened size={16} aria-hidden />} onClick={() => read(entry)}>
            {t('Mark as read')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconMail size={16} aria-hidden />} onClick={() => unread(entry)}>
            {t('Mark as unread')}
          </Menu.Item>
        )}
        {ticket !== undefined && (
          <Menu.Item leftSection={<IconBellOff size={16} aria-hidden />} onClick={() => mute(ticket)}>
            {t('Mute this ticket')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
