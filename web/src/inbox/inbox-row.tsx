import { ActionIcon, Box, Group, Menu, Text as Words, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconBellOff, IconDots, IconMail, IconMailOpened } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useT } from '../i18n/text.js';
import { Time } from '../ui/time.js';
import { useInboxActions } from './actions.js';
import type { Entry } from './queries.js';
import { pathOf, ticketOf } from './targets.js';
import { TYPE_NAMES } from './type-names.js';

interface InboxRowProps {
  readonly entry: Entry;
  /** The row that the Tab key reaches; arrow keys lead to the other controls. */
  readonly isStop: boolean;
  /** Archives, or takes out of the archive. */
  readonly onArchive: () => void;
  /** For each control of the row. */
  readonly control: {
    readonly onFocus: () => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  };
}

export function InboxRow({ entry, isStop, onArchive, control }: InboxRowProps) {
  const t = useT();
  const navigate = useNavigate();
  const { read } = useInboxActions();
  const isUnread = entry.read_at === null;
  const path = pathOf(entry);
  const open = () => {
    read(entry);
    if (path !== undefined) void navigate({ href: path });
  };
  const isArchived = entry.archived_at !== null;
  const label = isArchived ? t('Unarchive') : t('Archive');
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
      <UnstyledButton data-row tabIndex={isStop ? 0 : -1} {...control} onClick={open} style={{ flex: 1, minWidth: 0 }}>
        {isUnread && <VisuallyHidden>{t('Unread')}: </VisuallyHidden>}
        <Words fw={isUnread ? 600 : 400} lineClamp={3} style={{ overflowWrap: 'anywhere' }} dir="auto">
          {entry.message}
        </Words>
        <Words size="sm" c="dimmed" component="span">
          {t(TYPE_NAMES[entry.type])} · <Time at={entry.created_at} />
        </Words>
      </UnstyledButton>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" tabIndex={-1} aria-label={label} {...control} onClick={onArchive}>
          {isArchived ? <IconArchiveOff size={18} aria-hidden /> : <IconArchive size={18} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <RowMenu entry={entry} control={control} />
    </Group>
  );
}

function RowMenu({ entry, control }: Pick<InboxRowProps, 'entry' | 'control'>) {
  const t = useT();
  const { read, unread, mute } = useInboxActions();
  const ticket = ticketOf(entry);
  return (
    <Menu position="bottom-end" keepMounted={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" tabIndex={-1} aria-label={t('More')} {...control}>
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
