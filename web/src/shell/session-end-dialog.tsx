import { Anchor, Modal, Stack, Text as Words } from '@mantine/core';
import { useMe } from '../api/me.js';
import { ProviderSignIn } from '../app/provider-sign-in.js';
import { SignInForm } from '../app/sign-in-form.js';
import { useT } from '../i18n/text.js';
import { signOut } from './sign-out.js';

export function SessionEndDialog({ isOpen, onDone }: { isOpen: boolean; onDone: () => void }) {
  const t = useT();
  const me = useMe();
  return (
    <Modal
      opened={isOpen}
      onClose={() => undefined}
      withCloseButton={false}
      title={t('Your session has ended')}
      centered
    >
      <Stack gap="sm">
        <Words size="sm">{t('Sign in again to continue. Nothing that you wrote is lost.')}</Words>
        <SignInForm email={me.email} onDone={onDone} />
        <ProviderSignIn next={`${location.pathname}${location.search}`} />
        <Anchor component="button" type="button" size="sm" onClick={() => void signOut()}>
          {t('Sign in as another person')}
        </Anchor>
      </Stack>
    </Modal>
  );
}
