import type { Attachment } from '@carillon/client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { client } from '../api/client.js';
import { reasonOf } from '../ui/states.js';
import { ATTACHMENTS } from './queries.js';

export interface Upload {
  readonly key: number;
  readonly file: File;
  /** 0 to 1. */
  readonly progress: number;
  readonly failure: string | null;
}

export interface Uploads {
  readonly list: readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  readonly retry: (upload: Upload) => void;
  readonly remove: (upload: Upload) => void;
}

let count = 0;

/** In parallel: the server limits how many run at the same time. */
export function useUploads(ticketId: string): Uploads {
  const queryClient = useQueryClient();
  const [list, setList] = useState<readonly Upload[]>([]);
  const remove = useCallback(({ key }: Upload) => setList((all) => all.filter((one) => one.key !== key)), []);
  const send = useCallback(
    async (upload: Upload) => {
      const set = (change: Partial<Upload>) =>
        setList((all) => all.map((one) => (one.key === upload.key ? { ...one, ...change } : one)));
      set({ progress: 0, failure: null });
      const form = new FormData();
      form.append('file', upload.file);
      try {
        const onProgress = (progress: number) => set({ progress });
        const options = { path: { id: ticketId }, body: form, onProgress };
        const added = await client.upload('/api/tickets/{id}/attachments', options);
        remove(upload);
        queryClient.setQueryData<readonly Attachment[]>([ATTACHMENTS, ticketId], (files = []) => [
          ...files.filter(({ id }) => id !== added.id),
          added,
        ]);
      } catch (error) {
        set({ failure: reasonOf(error) });
      }
    },
    [queryClient, ticketId, remove],
  );
  const add = useCallback(
    (files: readonly File[]) => {
      const fresh = files.map((file) => ({ key: (count += 1), file, progress: 0, failure: null }));
      setList((all) => [...all, ...fresh]);
      for (const upload of fresh) void send(upload);
    },
    [send],
  );
  return { list, add, remove, retry: (upload) => void send(upload) };
}
