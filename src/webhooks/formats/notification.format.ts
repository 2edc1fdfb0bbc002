import { defineFormat } from './delivery-format.js';

/** The envelope of a push, from the same stored texts, so that `notification` and `data` are the same bytes. */
export const notificationFormat = defineFormat({
  name: 'notification',
  body: ({ notification, event }) => notificationBody({ notification: notification ?? 'null', data: event.data }),
});

/** @param texts JSON texts as they are stored */
export function notificationBody({ notification, data }: { notification: string; data: string }): string {
  return `{"event":"notification.created","notification":${notification},"data":${data}}`;
}
