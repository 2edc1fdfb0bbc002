import { Injectable } from '@nestjs/common';
import type { SqlReader } from '../database/sql.js';

/** A person's stored notification of an event. */
export interface NotificationFacts {
  readonly type: string;
  readonly reason: string;
  /** It also goes to the personal webhook. */
  readonly webhook: boolean;
}

/** What notifications and webhooks must know of each other's rows, without importing each other. */
export interface ChannelReaders {
  /** @returns the id of the person's own webhook, null when there is none */
  personalWebhook(sql: SqlReader, userId: string): Promise<string | null>;
  notificationOf(sql: SqlReader, of: { userId: string; eventId: string }): Promise<NotificationFacts | null>;
  /** @returns the user that a notification is for, null when there is no such notification */
  recipientOf(sql: SqlReader, notificationId: string): Promise<string | null>;
  /** Of the notifications at one position and for these people, those that go to webhooks. */
  forWebhooks(
    sql: SqlReader,
    at: { position: number; userIds: readonly string[] },
  ): Promise<{ id: string; userId: string }[]>;
}

/** Each channel registers what it can answer. A channel that is left out of the application answers nothing. */
@Injectable()
export class ChannelFacts implements ChannelReaders {
  private readonly readers: Partial<ChannelReaders> = {};

  register(readers: Partial<ChannelReaders>): void {
    Object.assign(this.readers, readers);
  }

  async personalWebhook(sql: SqlReader, userId: string): Promise<string | null> {
    return (await this.readers.personalWebhook?.(sql, userId)) ?? null;
  }

  async notificationOf(sql: SqlReader, of: { userId: string; eventId: string }): Promise<NotificationFacts | null> {
    return (await this.readers.notificationOf?.(sql, of)) ?? null;
  }

  async recipientOf(sql: SqlReader, notificationId: string): Promise<string | null> {
    return (await this.readers.recipientOf?.(sql, notificationId)) ?? null;
  }

  async forWebhooks(sql: SqlReader, at: { position: number; userIds: readonly string[] }) {
    return (await this.readers.forWebhooks?.(sql, at)) ?? [];
  }
}
