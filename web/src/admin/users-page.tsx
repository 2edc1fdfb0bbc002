import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { ShownOnce } from '../ui/shown-once.js';
import { useLater } from '../ui/use-later.js';
import { AdminPage } from './admin-page.js';
import type { NewPassword } from './user-actions.js';
import { UserFilters } from './user-filters.js';
import { UserList } from './user-list.js';
import { parseUserSearch, type UserSearch } from './user-search.js';

const loadForm = () => import('./user-form.js');
const route = getRouteApi('/shell/admin/$tab');

/** Everyone with an account, newest first. */
export function UsersPage() {
  const t = useT();
  const navigate = useNavigate({ from: '/admin/$tab' });
  const [isMaking, { open, close }] = useDisclosure(false);
  const [shown, setShown] = useState<NewPassword | null>(null);
  const key = JSON.stringify(parseUserSearch(route.useSearch()));
  // A stable object for equal filters; otherwise every render would be another query.
  const filters = useMemo(() => JSON.parse(key) as UserSearch, [key]);
  const form = useLater(loadForm, isMaking);
  useRoom('users');
  const change = (part: Readonly<Record<string, unknown>>) =>
    void navigate({ search: (before) => ({ ...parseUserSearch({ ...before, ...part }) }), replace: true });
  const clear = () => void navigate({ search: {}, replace: true });
  return (
    <AdminPage
      tab="users"
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t('New user')}
        </Button>
      }
    >
      <UserFilters filters={filters} onChange={change} onClear={clear} />
      <UserList filters={filters} onClear={clear} onPassword={setShown} />
      {isMaking && form && <form.UserForm onClose={close} onPassword={setShown} />}
      {shown !== null && (
        <ShownOnce
          title={t('Temporary password of {name}', { name: shown.name })}
          value={shown.password}
          what={t('Copy the password')}
          onClose={() => setShown(null)}
        />
      )}
    </AdminPage>
  );
}
