import { Badge, Text as Words } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import classes from './outcome-line.module.css';

export interface Outcome {
  readonly label: MessageId;
  readonly color: string;
}

interface OutcomeLineProps {
  /** Null: the person's account is gone. */
  readonly name: string | null;
  readonly isCode?: boolean;
  readonly outcome?: Outcome;
  readonly facts: readonly (string | null)[];
  readonly children?: ReactNode;
}

/** What an event led to for a person, a webhook or a room: an item of a list. */
export function OutcomeLine({ name, isCode = false, outcome, facts, children }: OutcomeLineProps) {
  const t = useT();
  const known = facts.filter((fact) => fact !== null);
  return (
    <li className={classes['line']}>
      <Words size="sm" fw={500} dir="auto" {...(isCode && { ff: 'monospace' })} className={classes['text']}>
        {name ?? t('Deleted user')}
      </Words>
      {outcome !== undefined && (
        <Badge size="sm" variant="light" color={outcome.color}>
          {t(outcome.label)}
        </Badge>
      )}
      {known.length > 0 && (
        <Words size="xs" c="dimmed" className={classes['text']}>
          {known.join(' · ')}
        </Words>
      )}
      {children}
    </li>
  );
}
