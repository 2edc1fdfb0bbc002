import { Anchor, Button, Stack, Text as Words, Timeline } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useT } from '../i18n/text.js';
import { Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { historyQuery } from './queries.js';

/** Fields too long for a line, or shown elsewhere. */
const UNSHOWN = new Set(['description', 'content', 'version', 'updated_at']);
const MAX_VALUE = 60;

/** Who did what, newest first. */
export function History({ ticketId }: { ticketId: string }) {
  const t = useT();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    historyQuery(ticketId),
  );
  if (data === undefined)
    return error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />;
  const events = data.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="md">
      <Timeline bulletSize={14} lineWidth={2}>
        {events.map(({ id, type, actor, occurred_at: at, changes = {} }) => (
          <Timeline.Item key={id} title={<code>{type}</code>}>
            <Words size="sm" dir="auto">
              {actor.name}
            </Words>
            {(Object.entries(changes) as [string, [unknown, unknown]][])
              .filter(([field]) => !UNSHOWN.has(field))
              .map(([field, [from, to]]) => (
                <Words key={field} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {field}: {shown(from)} → {shown(to)}
                </Words>
              ))}
            <Words size="xs" c="dimmed">
              <Time at={at} />
              {' · '}
              <Anchor component={Link} to="/events/$id" params={{ id } as never} inherit>
                {t('What came of it')}
              </Anchor>
            </Words>
          </Timeline.Item>
        ))}
      </Timeline>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('Show older')}
        </Button>
      )}
    </Stack>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}
