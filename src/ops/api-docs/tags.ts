import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AREA } from '../../common/http/operation.decorator.js';
import { controllersOf } from './route-facts.js';

/** In the order of the page: what a newcomer needs first stands first. Areas that are not named here follow these. */
const ORDER = [
  'auth',
  'tickets',
  'comments',
  'attachments',
  'notifications',
  'webhooks',
  'events',
  'users',
  'companies',
  'knowledge base',
  'assets',
  'machines',
  'alerts',
  'search',
  'settings',
  'subjects',
  'discord',
  'client',
  'operation',
];

/** Name and description of every area, in the order of the page. */
export function areasOf(app: NestFastifyApplication): [name: string, description: string][] {
  const areas = controllersOf(app).flatMap((controller) => {
    const area = Reflect.getMetadata(AREA, controller) as [string, string] | undefined;
    return area === undefined ? [] : [area];
  });
  return areas.toSorted(([one], [other]) => rankOf([one]) - rankOf([other]));
}

/** Paths in the order of their tags. */
export function rankOf(tags: readonly string[] | undefined): number {
  const rank = ORDER.indexOf(tags?.[0] ?? '');
  return rank === -1 ? ORDER.length : rank;
}
