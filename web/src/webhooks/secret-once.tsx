import { Alert, Code, Group, Stack, Text as Words } from '@mantine/core';
import { useT } from '../i18n/text.js';
import { Copy } from '../ui/copy.js';
import { Dialog } from '../ui/dialog.js';

export interface ShownSecret {
  readonly name: string;
  readonly secret: string;
}

/** The only time that the secret is shown: the server stores it encrypted and never returns it again. */
export function SecretOnce({ shown: { name, secret }, onClose }: { shown: ShownSecret; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog onClose={onClose} title={t('The secret of {name}', { name })}>
      <Stack gap="sm">
        <Alert color="yellow" variant="light">
          {t('Copy it now: it is not shown again. If you lose it, rotate it.')}
        </Alert>
        <Group gap="xs" wrap="nowrap">
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', flex: 1 }}>
            {secret}
          </Code>
          <Copy value={secret} what={t('Copy the secret')} />
        </Group>
        <Words size="sm">{t('The receiver checks the signature of every delivery with it.')}</Words>
        <Words size="sm">
          <a href="/docs/webhooks">{t('How to check signatures')}</a>
        </Words>
      </Stack>
    </Dialog>
  );
}
