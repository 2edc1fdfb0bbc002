import { useT } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { reasonOf } from '../ui/states.js';

/** A link to a record that is gone, or that this person may not see. */
export function RecordMissing({ error, onClose }: { error: unknown; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog onClose={onClose} title={t('This could not be loaded.')}>
      {reasonOf(error)}
    </Dialog>
  );
}
