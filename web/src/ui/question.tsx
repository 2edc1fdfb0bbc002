import { Button, Group, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useT } from '../i18n/text.js';
import { Dialog } from './dialog.js';
import { Refusal } from './refusal.js';
import { reasonOf } from './states.js';

interface QuestionProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The label of the confirming button. */
  readonly action: string;
  /** It cannot be undone. */
  readonly isGrave?: boolean;
  readonly isReady?: boolean;
  /** Stays open and shows the reason when it throws. */
  readonly onConfirm: () => Promise<void>;
  /** Left out: the dialog closes when it is done. */
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

/** Asks before an action that cannot be undone. */
export function Question(props: QuestionProps) {
  const { title, children, action, isGrave = false, isReady = true, onConfirm, onClose, onDone = onClose } = props;
  const t = useT();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const confirm = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      await onConfirm();
      onDone();
    } catch (error) {
      setRefusal(reasonOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack gap="sm">
        {children}
        <Refusal>{refusal}</Refusal>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button
            {...(isGrave && { color: 'red' })}
            loading={isBusy}
            disabled={!isReady}
            onClick={() => void confirm()}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
