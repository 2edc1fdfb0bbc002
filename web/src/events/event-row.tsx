import { Badge, Group, Text as Words } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useT } from '../i18n/text.js';
import { Time } from '../ui/time.js';
import rowClasses from '../ui/list-row.module.css';
import type { LoggedEvent } from './queries.js';

/** Pixels; all rows have the same height. */
export const ROW_HEIGHT = 60;

/** The first available field by which people know a thing. */
const NAMES = ['title', 'name', 'filename', 'hostname', 'message', 'content'];

export const EventRow = memo(function EventRow({ event, top }: { event: LoggedEvent; top: number }) {
  const t = useT();
  const name = nameIn(event.data);
  return (
    <li className={rowClasses['row']} style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}>
      <Link to="/events/$id" params={{ id: event.id }} className={rowClasses['target']}>
        <Group gap="xs" wrap="nowrap">
          <Words size="sm" ff="monospace" fw={600} truncate>
            {event.type}
          </Words>
          {event.source === 'external' && (
            <Badge size="sm" variant="light" color="gray" style={{ flex: 'none' }}>
              {t('From outside')}
            </Badge>
          )}
          <Words size="xs" c="dimmed" ml="auto" style={{ flex: 'none' }}>
            <Time at={event.occurred_at} />
          </Words>
        </Group>
        <Group gap="xs" wrap="nowrap">
          {name !== null && (
            <Words size="xs" truncate dir="auto">
              {name}
            </Words>
          )}
          <Words size="xs" c="dimmed" truncate dir="auto" style={{ flex: 'none', maxWidth: '50%' }}>
            {event.actor.name}
          </Words>
        </Group>
      </Link>
    </li>
  );
});

function nameIn(data: Readonly<Record<string, unknown>>): string | null {
  const name = NAMES.map((field) => data[field]).find((value) => typeof value === 'string' && value !== '');
  return typeof name === 'string' ? name : null;
}
