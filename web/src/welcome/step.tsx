import { Group, Paper, Stack, Text as Words, ThemeIcon, Title, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/text.js';

export type StepState = 'done' | 'current' | 'later';

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly state: StepState;
  readonly children: ReactNode;
}

const LOOKS = {
  done: { color: 'green', variant: 'light' },
  current: { color: 'bell', variant: 'filled' },
  later: { color: 'gray', variant: 'light' },
} as const;

export function Step({ number, title, text, state, children }: StepProps) {
  const t = useT();
  return (
    <Paper
      withBorder
      p="md"
      component="li"
      aria-current={state === 'current' ? 'step' : undefined}
      data-step={number}
      data-state={state}
    >
      <Group wrap="nowrap" align="flex-start" gap="md">
        <ThemeIcon size={32} radius="xl" {...LOOKS[state]} aria-hidden>
          {state === 'done' ? <IconCheck size={18} /> : <Words fw={600}>{number}</Words>}
        </ThemeIcon>
        <Stack gap="xs" style={{ flex: 1, minWidth: 0 }}>
          <Title order={2} size="h4" lh={1.5}>
            {title}
            {state === 'done' && <VisuallyHidden>, {t('done')}</VisuallyHidden>}
          </Title>
          <Words size="sm" c="dimmed">
            {text}
          </Words>
          {children}
        </Stack>
      </Group>
    </Paper>
  );
}
