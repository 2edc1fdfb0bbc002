import { Anchor, Modal, Stack, Text as Words } from '@mantine/core';
import { useEffect, useState } from 'react';
import { client, onSession } from '../api/client.js';
import { useMe } from '../api/me.js';
import { queryClient } from '../api/query-client.js';
import { SignInForm } from '../app/sign-in-form.js';
import { useT } from '../i18n/text.js';
import { useLive, useLiveState } from '../live/use-live.js';
import { followSignOuts, signOut } from './sign-out.js';

/** When the session ends in the middle of work, the page stays as it is behind a dialog: after the sign-in it goes on. */
export function SessionEnd() {
  const t = useT();
  const me = useMe();
  const live = useLive();
  const isRefused = useLiveState((state) => state.connection === 'refused');
  const [isGone, setGone] = useState(false);
  useEffect(() => onSession((isSignedIn) => setGone(!isSignedIn)), []);
  useEffect(followSignOuts, []);
  const goOn = () => {
    setGone(false);
    live.open();
    void queryClient.invalidateQueries();
  };
  return (
    <Modal
      opened={isGone || (isRefused && client.session === null)}
      onClose={() => undefined}
      withCloseButton={false}
      title={t('Your session has ended')}
      centered
    >
      <Stack gap="sm">
        <Words size="sm">{t('Sign in again to go on. Nothing that you wrote is lost.')}</Words>
        <SignInForm email={me.email} onDone={goOn} />
        <Anchor component="button" type="button" size="sm" onClick={() => void signOut()}>
          {t('Sign in as somebody else')}
        </Anchor>
      </Stack>
    </Modal>
  );
}
