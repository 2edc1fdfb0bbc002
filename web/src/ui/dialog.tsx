import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useT } from '../i18n/text.js';

/**
 * Open while it is mounted. Afterwards the focus returns to where it was, as keyboards and screen readers need it;
 * Mantine returns the focus of a closed modal, but not of an unmounted one.
 */
export function Dialog(props: Omit<ModalProps, 'opened' | 'closeButtonProps'>) {
  const t = useT();
  useReturnFocus();
  return <Modal opened closeButtonProps={{ 'aria-label': t('Close') }} {...props} />;
}

function useReturnFocus(): void {
  // Before the dialog takes the focus.
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Unless something else has taken the focus meanwhile.
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
}
