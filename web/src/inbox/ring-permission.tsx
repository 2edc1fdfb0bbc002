import { Button, Group, Paper, Text as Words } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { useT } from '../i18n/text.js';
import { hasEverRung, watchFirstRing } from './ringer.js';

const KEY = 'carillon.system-notifications';

/** Asked once, after the first ring, when its purpose is clear. */
export function RingPermission() {
  const t = useT();
  const rang = useSyncExternalStore(watchFirstRing, hasEverRung);
  const [isAsked, setAsked] = useState(wasAsked);
  if (!rang || isAsked) return null;
  const answer = (isWanted: boolean) => {
    setAsked(true);
    localStorage.setItem(KEY, isWanted ? 'wanted' : 'unwanted');
    if (isWanted) void Notification.requestPermission();
  };
  return (
    <Paper withBorder p="sm" mb="md" role="region" aria-label={t('System notifications')}>
      <Group justify="space-between" gap="sm">
        <Words size="sm">{t('Show system notifications while Carillon is open in the background?')}</Words>
        <Group gap="xs">
          <Button size="xs" onClick={() => answer(true)}>
            {t('Allow')}
          </Button>
          <Button size="xs" variant="default" onClick={() => answer(false)}>
            {t('Not now')}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}

function wasAsked(): boolean {
  if (!('Notification' in window) || Notification.permission !== 'default') return true;
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return true;
  }
}
