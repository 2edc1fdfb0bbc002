import type { Feature } from './app/feature.js';
import { admin } from './admin/feature.js';
import { bins } from './bins/feature.js';
import { deliveries } from './deliveries/feature.js';
import { events } from './events/feature.js';
import { inbox } from './inbox/feature.js';
import { kb } from './kb/feature.js';
import { queue } from './queue/feature.js';
import { records } from './records/feature.js';
import { tickets } from './tickets/feature.js';
import { webhooks } from './webhooks/feature.js';
import { welcome } from './welcome/feature.js';

/** In the order of the navigation. A folder with pages has one line here, and its routes in `router.ts`. */
export const features: readonly Feature[] = [
  tickets,
  inbox,
  kb,
  records,
  webhooks,
  bins,
  deliveries,
  events,
  queue,
  admin,
  welcome,
];
