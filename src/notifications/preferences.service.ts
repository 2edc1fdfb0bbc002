import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FieldError } from '../common/errors.js';
import { InputChecks } from '../common/http/input-checks.js';
import { loadAutoWatch, setAutoWatch } from '../users/preferences-access.js';
import { PreferencesDto } from './preferences.dto.js';
import { isNotificationType, NOTIFICATION_TYPES, type NotificationType } from './notification-types.js';
import type { Channels } from './recipients.js';

const TYPES_SQL = 'SELECT type, inbox, socket, webhook FROM notification_preferences WHERE user_id = $1';

const SET_TYPE_SQL = `
  INSERT INTO notification_preferences (user_id, type, inbox, socket, webhook)
  VALUES ($1, $2, coalesce($3, true), coalesce($4, true), coalesce($5, true))
  ON CONFLICT (user_id, type) DO UPDATE SET
    inbox = coalesce($3, notification_preferences.inbox),
    socket = coalesce($4, notification_preferences.socket),
    webhook = coalesce($5, notification_preferences.webhook)`;

const CHANNELS = ['inbox', 'socket', 'webhook'] as const;
const OPEN: Channels = { inbox: true, socket: true, webhook: true };

export interface Preferences {
  types: Record<string, Channels>;
  auto_watch: boolean;
}

type TypeChange = readonly [NotificationType, Partial<Channels>];

/** Which types reach a person by which channel. By default all do. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly dataSource: DataSource,
    checks: InputChecks,
  ) {
    checks.register(PreferencesDto, ({ types }) => typeFaults(types ?? {}));
  }

  async get(userId: string): Promise<Preferences> {
    const rows = await this.dataSource.query<({ type: string } & Channels)[]>(TYPES_SQL, [userId]);
    const autoWatch = await loadAutoWatch(this.dataSource, userId);
    const chosen = new Map(rows.map(({ type, inbox, socket, webhook }) => [type, { inbox, socket, webhook }]));
    const types = Object.keys(NOTIFICATION_TYPES).map((type) => [type, chosen.get(type) ?? OPEN] as const);
    return { types: Object.fromEntries(types), auto_watch: autoWatch };
  }

  /**
   * Changes what is named and keeps the rest.
   *
   * @param input checked: every type and channel is known
   */
  async change(userId: string, input: { types?: Record<string, unknown>; auto_watch?: boolean }): Promise<Preferences> {
    const changes = Object.entries(input.types ?? {}) as TypeChange[];
    await this.dataSource.transaction(async (manager) => {
      for (const [type, { inbox, socket, webhook }] of changes) {
        await manager.query(SET_TYPE_SQL, [userId, type, inbox ?? null, socket ?? null, webhook ?? null]);
      }
      if (input.auto_watch !== undefined) await setAutoWatch(manager, userId, input.auto_watch);
    });
    return this.get(userId);
  }
}

/** Every unknown type, unknown channel and value that is not a boolean. */
function typeFaults(types: Record<string, unknown>): FieldError[] {
  const errors: FieldError[] = [];
  for (const [type, channels] of Object.entries(types)) {
    if (!isNotificationType(type)) errors.push({ field: `types.${type}`, message: 'is not a notification type' });
    else if (typeof channels !== 'object' || channels === null || Array.isArray(channels)) {
      errors.push({ field: `types.${type}`, message: 'must be an object of inbox, socket and webhook' });
    } else errors.push(...channelErrors(type, channels));
  }
  return errors;
}

function channelErrors(type: string, channels: object): FieldError[] {
  return Object.entries(channels).flatMap(([channel, value]) => {
    const field = `types.${type}.${channel}`;
    if (!CHANNELS.some((known) => known === channel)) return [{ field, message: 'is not a known channel' }];
    return typeof value === 'boolean' ? [] : [{ field, message: 'must be true or false' }];
  });
}
