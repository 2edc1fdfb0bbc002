import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_TIME_FIELD, MAYBE_UUID_FIELD, TIME_FIELD, UUID_FIELD } from '../common/http/answer-fields.js';
import { NOTIFICATION_TYPES } from './notification-types.js';

const RELATED_TYPES = ['ticket', 'comment', 'user', 'kb_article', 'attachment'];

/** A notification as its owner reads it. */
export class NotificationAnswer {
  @ApiProperty(UUID_FIELD) id: string;
  @ApiProperty({ enum: Object.keys(NOTIFICATION_TYPES) }) type: string;
  @ApiProperty() message: string;
  @ApiProperty({ description: 'Why the person was notified, such as `assignee` or `mention`' }) reason: string;
  @ApiProperty(MAYBE_UUID_FIELD) related_id: string | null;
  @ApiProperty({ enum: RELATED_TYPES, nullable: true }) related_type: string | null;
  @ApiProperty(TIME_FIELD) created_at: string;
  @ApiProperty(MAYBE_TIME_FIELD) read_at: string | null;
  @ApiProperty(MAYBE_TIME_FIELD) archived_at: string | null;
  @ApiProperty({ description: 'Its place in the log' }) cursor: string;
  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'Null when the caller may no longer see it, or it is past retention',
  })
  data: unknown;
}

export class NotificationPage {
  @ApiProperty({ type: [NotificationAnswer] }) items: NotificationAnswer[];
  @ApiProperty({ type: 'integer' }) unread_count: number;
  @ApiProperty({ description: 'Where a socket goes on from here' }) cursor: string;
  @ApiProperty({ type: String, nullable: true }) next_cursor: string | null;
}

export class UnreadCountAnswer {
  @ApiProperty({ type: 'integer' }) unread_count: number;
}

export class ReadAllAnswer {
  @ApiProperty({ type: 'integer', description: 'How many were unread' }) updated: number;
  @ApiProperty({ type: 'integer' }) unread_count: number;
}
