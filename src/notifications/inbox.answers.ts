import { ApiProperty } from '@nestjs/swagger';
import { NOTIFICATION_TYPES } from './notification-types.js';

const RELATED_TYPES = ['ticket', 'comment', 'user', 'kb_article', 'attachment'];

/** A notification as its owner reads it. */
export class NotificationAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: Object.keys(NOTIFICATION_TYPES) }) type: string;
  @ApiProperty() message: string;
  @ApiProperty({ description: 'As whom one was told' }) reason: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) related_id: string | null;
  @ApiProperty({ enum: RELATED_TYPES, nullable: true }) related_type: string | null;
  @ApiProperty({ format: 'date-time' }) created_at: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) read_at: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) archived_at: string | null;
  @ApiProperty({ description: 'Its place in the log' }) cursor: string;
  @ApiProperty({ type: Object, nullable: true, description: 'Null once the right to it is lost, or it is too old' })
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
