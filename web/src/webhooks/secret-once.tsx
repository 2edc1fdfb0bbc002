import { Alert, Code, Group, Modal, Stack, Text as Words } from '@mantine/core';
import { useT } from '../i18n/text.js';
import { Copy } from '../ui/copy.js';

export interface ShownSecret {
  readonly name: string;
  readonly secret: string;
}

/** The only time that the secret is shown: the server keeps it encrypted, and gives it to nobody afterwards. */
export function SecretOnce({ shown: { name, secret }, onClose }: { shown: ShownSecret; onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('The secret of {name}', { name })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Stack gap="sm">
        <Alert color="yellow" variant="light">
          {t('Copy it now: it is not shown again. A lost secret can be replaced by a new one.')}
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
    </Modal>
  );
}
