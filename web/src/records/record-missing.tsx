import { Modal } from '@mantine/core';
import { useT } from '../i18n/text.js';
import { reasonOf } from '../ui/states.js';

/** A link to what is gone, or to what this person may not see. */
export function RecordMissing({ error, onClose }: { error: unknown; onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('This could not be loaded.')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {reasonOf(error)}
    </Modal>
  );
}
