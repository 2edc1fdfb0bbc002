import type { components, User } from '@carillon/client';
import { Text as Words, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { notifyDone } from '../ui/notify.js';
import { Question } from '../ui/question.js';
import { Receipt } from './receipt.js';
import type { NewPassword, UserAction } from './user-actions.js';
import { dropUser, putUser } from './user-cache.js';

interface UserQuestionProps {
  readonly user: User;
  readonly action: UserAction;
  readonly onClose: () => void;
  readonly onPassword: (shown: NewPassword) => void;
}

/** Each question names the consequences. */
export function UserQuestion(props: UserQuestionProps) {
  const { action } = props;
  if (action === 'erase') return <EraseQuestion {...props} />;
  if (action === 'reset-password') return <ResetQuestion {...props} />;
  return <ActiveQuestion {...props} />;
}

function ActiveQuestion({ user: { id, name, active }, onClose }: UserQuestionProps) {
  const t = useT();
  const queryClient = useQueryClient();
  const change = async () => {
    const path = active ? '/api/users/{id}/deactivate' : '/api/users/{id}/reactivate';
    putUser(queryClient, await client.post(path, { path: { id } }));
    notifyDone(active ? t('{name} is deactivated.', { name }) : t('{name} can sign in again.', { name }));
  };
  return (
    <Question
      title={active ? t('Deactivate {name}?', { name }) : t('Reactivate {name}?', { name })}
      action={active ? t('Deactivate') : t('Reactivate')}
      isGrave={active}
      onConfirm={change}
      onClose={onClose}
    >
      <Words size="sm">
        {active
          ? t('Sessions, API keys and connections end at once. Nothing is deleted, and the account can be reactivated.')
          : t('The account works again, with the password that it had.')}
      </Words>
    </Question>
  );
}

function ResetQuestion({ user: { id, name }, onClose, onPassword }: UserQuestionProps) {
  const t = useT();
  const reset = async () => {
    const { temporary_password: password } = await client.post('/api/users/{id}/reset-password', { path: { id } });
    onPassword({ name, password });
  };
  return (
    <Question
      title={t('Reset the password of {name}?', { name })}
      action={t('Reset password')}
      onConfirm={reset}
      onClose={onClose}
    >
      <Words size="sm">{t('You get a temporary password to pass on. Sessions and API keys of the account end.')}</Words>
    </Question>
  );
}

type ErasureReceipt = components['schemas']['ErasureReceipt'];

function EraseQuestion({ user: { id, name, email }, onClose }: UserQuestionProps) {
  const t = useT();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const [receipt, setReceipt] = useState<ErasureReceipt | null>(null);
  const erase = async () => {
    setReceipt(await client.delete('/api/subjects/{user_id}', { path: { user_id: id } }));
    dropUser(queryClient, id);
  };
  if (receipt !== null) return <Receipt receipt={receipt} name={name} onAgain={erase} onClose={onClose} />;
  return (
    <Question
      title={t('Erase the data of {name}?', { name })}
      action={t('Erase for good')}
      isGrave
      isReady={typed.trim().toLowerCase() === email.toLowerCase()}
      onConfirm={erase}
      // The receipt replaces the question.
      onDone={() => undefined}
      onClose={onClose}
    >
      <Words size="sm">
        {t(
          'The account, what the person wrote and uploaded, notifications and the payloads of events are erased. This cannot be undone.',
        )}
      </Words>
      <TextInput
        label={t('Type {email} to confirm', { email })}
        autoComplete="off"
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </Question>
  );
}
