import { Alert } from '@mantine/core';
import { facts } from '../api/facts.js';
import { useT, type Translate } from '../i18n/text.js';

/** Why the sign-in by the provider failed, and what to do. */
export function ProviderRefusal({ refused }: { refused: string }) {
  const t = useT();
  return (
    <Alert color="red" role="alert" variant="light">
      {sentenceOf(refused, t)}
    </Alert>
  );
}

function sentenceOf(refused: string, t: Translate): string {
  const provider = facts().provider?.label ?? '';
  switch (refused) {
    case 'unavailable':
      return t('{provider} does not answer. Try again in a moment, or sign in with your password.', { provider });
    case 'denied':
      return t('{provider} did not let you sign in. Try again, or sign in with your password.', { provider });
    case 'expired':
      return t('This sign-in took too long, was used already, or was begun in another browser. Begin it again here.');
    case 'email_unverified':
      return t('{provider} has not verified your email address. Verify it there, then try again.', { provider });
    case 'no_account':
      return t(
        'You have no account here yet. Ask an administrator to add you with the address that {provider} knows.',
        {
          provider,
        },
      );
    case 'inactive':
      return t('Your account is deactivated. Ask an administrator.');
    case 'rate_limited':
      return t('Too many sign-ins. Wait a minute, then try again.');
    default:
      return t('The sign-in with {provider} failed. Try again; if it fails again, tell an administrator.', {
        provider,
      });
  }
}
