import { CarillonError } from '@carillon/client';
import { IconTimelineEvent } from '@tabler/icons-react';
import { client } from '../api/client.js';
import type { Feature, Found } from '../app/feature.js';
import { msg } from '../i18n/i18n.js';
import { eventPushes } from './pushes.js';
import { idOf } from './search.js';

export const events: Feature = {
  nav: [{ to: '/events', label: msg('Events'), icon: IconTimelineEvent, group: 'webhooks', mayOpen: () => true }],
  pushes: eventPushes,
  finds: [{ id: 'events', label: msg('Events'), find: (text, _me, signal) => findEvent(text, signal) }],
};

/** By id: of an event, or else of the entity that events are about. */
async function findEvent(text: string, signal: AbortSignal): Promise<readonly Found[]> {
  const id = idOf(text);
  if (id === undefined) return [];
  const isEvent = { label: id, to: `/events/${id}` };
  const isEntity = { id: 'entity', label: `entity_id = ${id}`, to: `/events?entity_id=${id}` };
  try {
    const { type, actor } = await client.get('/api/events/{id}', { path: { id }, signal });
    return [{ ...isEvent, id, label: type, description: actor.name }, isEntity];
  } catch (error) {
    if (error instanceof CarillonError && error.status === 404) return [isEntity];
    throw error;
  }
}
