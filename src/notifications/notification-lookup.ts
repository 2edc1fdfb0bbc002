import { Injectable } from '@nestjs/common';
import { ChannelFacts, type NotificationFacts } from '../events/channel-facts.js';

const OF_EVENT_SQL = 'SELECT type, reason, webhook FROM notifications WHERE user_id = $1 AND event_id = $2 LIMIT 1';

const RECIPIENT_SQL = 'SELECT user_id FROM notifications WHERE id = $1';

/** $1: people, $2: a position. */
const FOR_WEBHOOKS_SQL = `
  SELECT id, user_id FROM notifications WHERE user_id = ANY($1::uuid[]) AND position = $2::bigint AND webhook`;

/** Answers what webhooks ask about notifications. */
@Injectable()
export class NotificationLookup {
  constructor(facts: ChannelFacts) {
    facts.register({
      async notificationOf(sql, { userId, eventId }) {
        return (await sql.query<NotificationFacts>(OF_EVENT_SQL, [userId, eventId]))[0] ?? null;
      },
      async recipientOf(sql, notificationId) {
        return (await sql.query<{ user_id: string }>(RECIPIENT_SQL, [notificationId]))[0]?.user_id ?? null;
      },
      async forWebhooks(sql, { position, userIds }) {
        const rows = await sql.query<{ id: string; user_id: string }>(FOR_WEBHOOKS_SQL, [userIds, position]);
        return rows.map((row) => ({ id: row.id, userId: row.user_id }));
      },
    });
  }
}
