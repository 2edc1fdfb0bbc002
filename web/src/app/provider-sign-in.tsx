import { Button, Divider } from '@mantine/core';
import { facts } from '../api/facts.js';
import { useT } from '../i18n/text.js';

/** The button that leads to the identity provider; nothing where there is none. */
export function ProviderSignIn({ next }: { next: string }) {
  const t = useT();
  const { provider } = facts();
  if (provider === null) return null;
  return (
    <>
      <Divider label={t('or')} />
      <Button
        component="a"
        href={`${provider.url}?next=${encodeURIComponent(next)}`}
        variant="default"
        // A long name takes two lines on a narrow screen.
        h="auto"
        mih={36}
        py={6}
        styles={{
          root: { display: 'flex', alignItems: 'center', justifyContent: 'center' },
          inner: { height: 'auto' },
          label: { height: 'auto', lineHeight: 1.4, whiteSpace: 'normal' },
        }}
      >
        {t('Sign in with {provider}', { provider: provider.label })}
      </Button>
    </>
  );
}
