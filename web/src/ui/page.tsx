import { Group, Stack, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

const APPLICATION = 'Carillon';

export interface PageProps {
  readonly title: string;
  /** Buttons at the end of the title's line. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

let pageTitle = '';
let unread = 0;

/** The head of a page; its title is also the document's, after the bell's count. */
export function Page({ title, actions, children }: PageProps) {
  useEffect(() => {
    pageTitle = title;
    writeTitle();
  }, [title]);
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}

/** @param count the server's count */
export function showCountInTitle(count: number): void {
  unread = count;
  writeTitle();
}

function writeTitle(): void {
  const name = pageTitle === '' ? APPLICATION : `${pageTitle} · ${APPLICATION}`;
  document.title = unread > 0 ? `(${unread}) ${name}` : name;
}
