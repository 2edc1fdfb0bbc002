import { Anchor, Group, Paper, Text as Words, Title } from '@mantine/core';
import { IconTimelineEventX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Copy } from '../ui/copy.js';
import { Page } from '../ui/page.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import classes from './json.module.css';
import { eventQuery, type SingleEvent } from './queries.js';
import { idOf } from './search.js';
import { Trace } from './trace.js';

/** One event: its data, and what it led to. */
export function EventPage() {
  const t = useT();
  const { id } = useParams({ from: '/shell/events/$id' });
  const { data: event, error, refetch } = useQuery(eventQuery(id));
  useRoom('log');
  useRoom('webhooks');
  if (event === null) {
    return (
      <Page title={t('Event')}>
        <Empty
          icon={IconTimelineEventX}
          title={t('There is no such event, it is past retention, or you may not see it.')}
        >
          <Anchor component={Link} to="/events">
            {t('All events')}
          </Anchor>
        </Empty>
      </Page>
    );
  }
  if (event === undefined) {
    return (
      <Page title={t('Event')}>
        {error === null ? <Loading rows={6} /> : <Failure error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  return <Loaded key={event.id} event={event} />;
}

function Loaded({ event }: { event: SingleEvent }) {
  const t = useT();
  const { id, type, actor, data } = event;
  const text = JSON.stringify(event, null, 2);
  const entityId = idOf(data['id']);
  return (
    <Page title={type}>
      <Group gap="md">
        <Anchor component={Link} to="/events" size="sm">
          ← {t('All events')}
        </Anchor>
        <Words size="sm" c="dimmed">
          <Time at={event.occurred_at} />
        </Words>
        {actor.id === null ? (
          <Words size="sm" dir="auto">
            {actor.name}
          </Words>
        ) : (
          <Anchor component={Link} to="/events" search={{ actor_id: actor.id } as never} size="sm" dir="auto">
            {t('All events by {name}', { name: actor.name })}
          </Anchor>
        )}
        {entityId !== undefined && (
          <Anchor component={Link} to="/events" search={{ entity_id: entityId } as never} size="sm">
            {t('All events about this')}
          </Anchor>
        )}
      </Group>
      <Trace id={id} />
      <Paper withBorder p="sm" component="section" aria-label={t('Envelope')}>
        <Group justify="space-between" wrap="nowrap">
          <Title order={2} size="h4">
            {t('Envelope')}
          </Title>
          <Group gap={4} wrap="nowrap" miw={0}>
            <Words size="xs" c="dimmed" ff="monospace" truncate>
              {id}
            </Words>
            <Copy value={id} what={t('Copy the id')} />
            <Copy value={text} what={t('Copy the event')} />
          </Group>
        </Group>
        <pre className={classes['json']}>{text}</pre>
      </Paper>
    </Page>
  );
}
