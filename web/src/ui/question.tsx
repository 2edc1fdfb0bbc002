import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useT } from '../i18n/text.js';
import { Refusal } from './refusal.js';
import { reasonOf } from './states.js';

interface QuestionProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button says that does it. */
  readonly action: string;
  /** It cannot be undone. */
  readonly isGrave?: boolean;
  readonly isReady?: boolean;
  /** Stays open, and says why, when it throws. */
  readonly onConfirm: () => Promise<void>;
  /** Left out: it is closed when it is done. */
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

/** Asked before something that nothing takes back. */
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
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('Close') }}>
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
    </Modal>
  );
}
