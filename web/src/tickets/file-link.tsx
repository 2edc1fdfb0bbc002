import type { Attachment } from '@carillon/client';
import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../api/client.js';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { notifyFailed } from '../ui/notify.js';

/** Saves a file when clicked: the request needs the session, which a plain link would not send. */
export function FileLink({ file }: { file: Attachment }) {
  const t = useT();
  const formats = useFormats();
  const [isLoading, setLoading] = useState(false);
  const download = async () => {
    setLoading(true);
    try {
      const content = await client.get('/api/attachments/{id}/content', { path: { id: file.id } });
      save(content, file.filename);
    } catch (error) {
      notifyFailed(t('The file could not be loaded.'), error);
    } finally {
      setLoading(false);
    }
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      maw="100%"
      loading={isLoading}
      leftSection={<IconPaperclip size={14} aria-hidden />}
      onClick={() => void download()}
    >
      <bdi>{file.filename}</bdi>&nbsp;({formats.bytes(file.size)})
    </Button>
  );
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser has started the download by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
