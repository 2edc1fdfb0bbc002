import type { BinRequest } from '@carillon/client';
import { Group, Paper, Text as Words, UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { Time } from '../ui/time.js';
import classes from './request-list.module.css';
import { SignatureBadge } from './signature-badge.js';

interface RequestListProps {
  readonly binId: string;
  readonly requests: readonly BinRequest[];
  readonly shown: string | undefined;
}

/** Newest first; at most a hundred, so all of them are in the document. */
export function RequestList({ binId, requests, shown }: RequestListProps) {
  const t = useT();
  const formats = useFormats();
  const navigate = useNavigate({ from: '/bin/$id' });
  const show = (request: string) => void navigate({ search: { request }, replace: true });
  return (
    <Paper withBorder>
      <ul className={`plain-list ${classes['list'] ?? ''}`} aria-label={t('Requests')} aria-live="polite">
        {requests.map((request) => (
          <li key={request.id} className={classes['item']} data-signature={request.signature.state}>
            <UnstyledButton
              className={classes['button']}
              aria-current={request.id === shown}
              onClick={() => show(request.id)}
            >
              <Group gap="xs" wrap="nowrap">
                <Words size="sm" fw={600} ff="monospace">
                  {request.method}
                </Words>
                <SignatureBadge state={request.signature.state} />
                <Words size="xs" c="dimmed" ml="auto" style={{ flex: 'none' }}>
                  <Time at={request.received_at} />
                </Words>
              </Group>
              <Words size="xs" c="dimmed" truncate>
                {[
                  pathIn(binId, request.path),
                  request.content_type,
                  t('{count, plural, one {# byte} other {# bytes}}', { count: request.size }),
                  `→ ${formats.number(request.response_status)}`,
                ]
                  .filter((part) => part !== null && part !== '')
                  .join(' · ')}
              </Words>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Paper>
  );
}

/** The query after the bin's address. */
function pathIn(binId: string, path: string): string {
  return path.startsWith(`/bin/${binId}`) ? path.slice(`/bin/${binId}`.length) : path;
}
