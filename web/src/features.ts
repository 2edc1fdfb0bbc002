import type { Feature } from './app/feature.js';
import { inbox } from './inbox/feature.js';
import { tickets } from './tickets/feature.js';

/** In the order of the navigation. A folder with pages has a line here, and its routes in `router.ts`. */
export const features: readonly Feature[] = [tickets, inbox];
