import type { User } from '@carillon/client';
import { Badge, Button, Group, Menu, Text as Words } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { memo } from 'react';
import { useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { useCompanyName } from '../ui/companies.js';
import { ROLE_COLORS, ROLE_LABELS } from './role-labels.js';
import type { Asked, UserAction } from './user-actions.js';
import classes from './user-row.module.css';

/** Pixels; all rows have the same height. */
export const ROW_HEIGHT = 64;

interface UserRowProps {
  readonly user: User;
  readonly top: number;
  /** False: it was changed and no longer matches the list's filters. */
  readonly isMatch: boolean;
  readonly onAsk: (asked: Asked) => void;
}

export const UserRow = memo(function UserRow({ user, top, isMatch, onAsk }: UserRowProps) {
  const t = useT();
  const company = useCompanyName(user.company_id);
  return (
    <li
      className={classes['row']}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
      data-faded={isMatch ? undefined : true}
    >
      <div className={classes['facts']}>
        <Group gap="xs" wrap="nowrap">
          <Words size="sm" fw={600} truncate dir="auto">
            {user.name}
          </Words>
          <Badge size="sm" variant="light" color={ROLE_COLORS[user.role]} style={{ flex: 'none' }}>
            {t(ROLE_LABELS[user.role])}
          </Badge>
          {!user.active && (
            <Badge size="sm" variant="outline" color="gray" style={{ flex: 'none' }}>
              {t('Deactivated')}
            </Badge>
          )}
        </Group>
        <Words size="xs" c="dimmed" truncate dir="auto">
          {company === null ? user.email : `${user.email} · ${company}`}
        </Words>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('Edit {name}', { name: user.name })}
        onClick={() => onAsk({ user, action: 'edit' })}
      >
        {t('Edit')}
      </Button>
      <UserMenu user={user} onAsk={(action) => onAsk({ user, action })} />
    </li>
  );
});

function UserMenu({ user, onAsk }: { user: User; onAsk: (action: UserAction) => void }) {
  const t = useT();
  const me = useMe();
  // An admin who locked out their own account could not undo it.
  const isMe = user.id === me.id;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="default" aria-label={t('Actions for {name}', { name: user.name })}>
          <IconDots size={16} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAsk('reset-password')}>{t('Reset password')}</Menu.Item>
        {user.active ? (
          <Menu.Item disabled={isMe} onClick={() => onAsk('deactivate')}>
            {t('Deactivate')}
          </Menu.Item>
        ) : (
          <Menu.Item onClick={() => onAsk('reactivate')}>{t('Reactivate')}</Menu.Item>
        )}
        <Menu.Item color="red" disabled={isMe} onClick={() => onAsk('erase')}>
          {t('Erase personal data')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
