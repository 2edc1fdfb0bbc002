import type { User } from '@carillon/client';
import { Button, Paper } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useT } from '../i18n/text.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { useFramedRows } from '../ui/use-framed-rows.js';
import { useLater } from '../ui/use-later.js';
import type { Asked, NewPassword } from './user-actions.js';
import { usersQuery } from './user-queries.js';
import { ROW_HEIGHT, UserRow } from './user-row.js';
import { isMatch, type UserSearch } from './user-search.js';

const loadForm = () => import('./user-form.js');
const loadQuestion = () => import('./user-question.js');

interface UserListProps {
  readonly filters: UserSearch;
  readonly onClear: () => void;
  readonly onPassword: (shown: NewPassword) => void;
}

export function UserList({ filters, onClear, onPassword }: UserListProps) {
  const t = useT();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(usersQuery(filters));
  if (data === undefined)
    return error === null ? <Loading rows={8} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const users = data.pages.flatMap(({ items }) => items);
  const more = () => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  };
  return (
    <>
      {users.length === 0 ? (
        <Empty icon={IconUsers} title={t('No user matches these filters.')}>
          <Button variant="default" onClick={onClear}>
            {t('Clear filters')}
          </Button>
        </Empty>
      ) : (
        <Rows users={users} filters={filters} hasMore={hasNextPage} onEnd={more} onAsk={setAsked} />
      )}
      {asked !== null && <Asking asked={asked} onClose={() => setAsked(null)} onPassword={onPassword} />}
    </>
  );
}

interface AskingProps {
  readonly asked: Asked;
  readonly onClose: () => void;
  readonly onPassword: (shown: NewPassword) => void;
}

function Asking({ asked: { user, action }, ...rest }: AskingProps) {
  const form = useLater(loadForm, action === 'edit');
  const question = useLater(loadQuestion, action !== 'edit');
  if (action === 'edit') return form && <form.UserForm user={user} {...rest} />;
  return question && <question.UserQuestion user={user} action={action} {...rest} />;
}

interface RowsProps {
  readonly users: readonly User[];
  readonly filters: UserSearch;
  readonly hasMore: boolean;
  readonly onEnd: () => void;
  readonly onAsk: (asked: Asked) => void;
}

function Rows({ users, filters, hasMore, onEnd, onAsk }: RowsProps) {
  const t = useT();
  const frame = useRef<HTMLDivElement>(null);
  const list = useFramedRows({ frame, rows: users, rowHeight: ROW_HEIGHT, hasMore, onEnd });
  return (
    <Paper withBorder>
      <div ref={frame} className="list-frame">
        <ul
          aria-label={t('Users')}
          className="plain-list"
          style={{ height: list.getTotalSize(), position: 'relative' }}
        >
          {list.getVirtualItems().map(({ index, key, start }) => {
            const user = users[index];
            return user === undefined ? null : (
              <UserRow key={key} user={user} top={start} isMatch={isMatch(user, filters)} onAsk={onAsk} />
            );
          })}
        </ul>
      </div>
    </Paper>
  );
}
