import type { Alert, Machine } from '@carillon/client';
import { Button, Text as Words } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useT } from '../i18n/text.js';
import { notifyDone, notifyFailed } from '../ui/notify.js';
import { useLater } from '../ui/use-later.js';
import type { Kind, Records } from './kinds.js';
import { putRecord } from './pushes.js';
import { loadRecord } from './queries.js';

const loadQuestion = () => import('../ui/question.js');

/** Approve, or deny after a question: the decision is final. */
export function MachineActions({ machine }: { machine: Machine }) {
  const t = useT();
  const { id, hostname } = machine;
  const [isAsked, { open, close }] = useDisclosure(false);
  const question = useLater(loadQuestion, isAsked);
  const { decide, isBusy } = useDecision('machines', id);
  const approve = () =>
    decide(
      () => client.post('/api/machines/{id}/approve', { path: { id } }),
      t('{name} was approved.', { name: hostname }),
    );
  const deny = () =>
    decide(() => client.post('/api/machines/{id}/deny', { path: { id } }), t('{name} was denied.', { name: hostname }));
  return (
    <>
      <Button
        size="compact-sm"
        loading={isBusy}
        aria-label={t('Approve {name}', { name: hostname })}
        onClick={() => void approve()}
      >
        {t('Approve')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={isBusy}
        aria-label={t('Deny {name}', { name: hostname })}
        onClick={open}
      >
        {t('Deny')}
      </Button>
      {isAsked && question && (
        <question.Question
          title={t('Deny {name}?', { name: hostname })}
          action={t('Deny')}
          isGrave
          onConfirm={deny}
          onClose={close}
        >
          <Words size="sm">{t('The decision is final. To be approved later, the machine must register again.')}</Words>
        </question.Question>
      )}
    </>
  );
}

export function AlertActions({ alert: { id, message } }: { alert: Alert }) {
  const t = useT();
  const { decide, isBusy } = useDecision('alerts', id);
  const resolve = () =>
    decide(() => client.post('/api/alerts/{id}/resolve', { path: { id } }), t('The alert is resolved.'));
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isBusy}
      aria-label={t('Resolve: {message}', { message })}
      onClick={() => void resolve()}
    >
      {t('Resolve')}
    </Button>
  );
}

/** One-time decisions. If another person decided first, the present record is shown. */
function useDecision<K extends Kind>(kind: K, id: string) {
  const t = useT();
  const queryClient = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const decide = async (send: () => Promise<Records[K]>, done: string) => {
    setBusy(true);
    try {
      putRecord(queryClient, kind, await send());
      notifyDone(done);
    } catch (error) {
      notifyFailed(t('That was not saved.'), error);
      const current = await loadRecord(kind, id).catch(() => null);
      if (current !== null) putRecord(queryClient, kind, current);
    } finally {
      setBusy(false);
    }
  };
  return { decide, isBusy };
}
