import type { DeliveryFormat } from './delivery-format.js';
import { notificationFormat } from './notification.format.js';

/** Every format by its name; a new one is one file and one entry. */
export const FORMATS: ReadonlyMap<string, DeliveryFormat> = new Map(
  [notificationFormat].map((format) => [format.name, format]),
);
