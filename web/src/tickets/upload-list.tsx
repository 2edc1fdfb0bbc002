import { Button, Group, Progress, Stack, Text as Words } from '@mantine/core';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import type { Uploads } from './use-uploads.js';

/** Uploads in progress, and failed ones. */
export function UploadList({ uploads: { list, retry, remove } }: { uploads: Uploads }) {
  const t = useT();
  const formats = useFormats();
  if (list.length === 0) return null;
  return (
    <Stack gap={4} role="status">
      {list.map((upload) => (
        <Group key={upload.key} gap="xs" wrap="nowrap">
          <Words size="xs" truncate dir="auto" style={{ flex: 1 }}>
            {upload.file.name} ({formats.bytes(upload.file.size)})
          </Words>
          {upload.failure === null ? (
            <Progress
              w={120}
              value={upload.progress * 100}
              aria-label={t('Sending {name}', { name: upload.file.name })}
            />
          ) : (
            <>
              <Words size="xs" c="red">
                {upload.failure}
              </Words>
              <Button size="compact-xs" variant="default" onClick={() => retry(upload)}>
                {t('Try again')}
              </Button>
              <Button size="compact-xs" variant="subtle" onClick={() => remove(upload)}>
                {t('Remove')}
              </Button>
            </>
          )}
        </Group>
      ))}
    </Stack>
  );
}
