import { Alert } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useT } from '../i18n/text.js';
import { useLive, useLiveState } from '../live/use-live.js';

/** After an interruption: everything has arrived, and this much is new. */
export function AwayBanner() {
  const t = useT();
  const live = useLive();
  const missed = useLiveState((state) => state.missed);
  if (missed === 0) return null;
  return (
    <Alert
      mb="md"
      variant="light"
      role="status"
      icon={<IconHistory />}
      withCloseButton
      closeButtonLabel={t('Close')}
      onClose={() => live.forgetMissed()}
      title={t(
        '{missed, plural, one {# thing happened while you were away.} other {# things happened while you were away.}}',
        {
          missed,
        },
      )}
    >
      {t('The page is up to date.')}
    </Alert>
  );
}
