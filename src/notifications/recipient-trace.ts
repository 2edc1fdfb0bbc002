import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { uuidBoundary } from '../common/ids.js';
import type { Viewer } from '../common/visibility.js';
import { HeavyReads } from '../database/heavy-reads.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { EventTraces, type Traced } from '../events/trace/event-traces.js';
import { MAX_TRACED, type TracedRecipient } from '../events/trace/trace.answers.js';
import { judgeRecipients, type Judged } from './recipients.js';

/** $1: an event; $2: one person, null: all; $3: the least id that a notification of the event can have. */
const OF_EVENT = 'n.event_id = $1::uuid AND ($2::uuid IS NULL OR n.user_id = $2::uuid) AND n.id >= $3::uuid';

const NOTIFIED_SQL = `
  SELECT n.id, n.user_id, (SELECT u.name FROM users u WHERE u.id = n.user_id) AS name, n.type, n.reason,
         n.inbox, n.socket, n.webhook
    FROM notifications n WHERE ${OF_EVENT} ORDER BY n.user_id LIMIT ${MAX_TRACED}`;

const COUNT_SQL = `SELECT count(*)::int AS count FROM notifications n WHERE ${OF_EVENT}`;

/** $4: people. */
const AMONG_SQL = `SELECT n.user_id FROM notifications n WHERE ${OF_EVENT} AND n.user_id = ANY($4::uuid[])`;

const NAMES_SQL = 'SELECT id, name FROM users WHERE id = ANY($1::uuid[])';

/** Ids come from the clocks of other processes, so they may differ a little. */
const CLOCK_SKEW_MS = 60_000;

interface NotifiedRow {
  id: string;
  user_id: string;
  name: string | null;
  type: string;
  reason: string;
  inbox: boolean;
  socket: boolean;
  webhook: boolean;
}

/** Who was notified of an event, by what is stored, and who was not, by current rules. */
@Injectable()
export class RecipientTrace implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
    private readonly traces: EventTraces,
  ) {}

  onModuleInit(): void {
    this.traces.register({ recipients: (event, viewer) => this.read(event, viewer) });
  }

  private async read(event: LoggedEvent, viewer: Viewer): Promise<Traced<TracedRecipient>> {
    const parameters = [event.id, viewer.role === 'admin' ? null : viewer.id, leastId(event.id)];
    const rows = await this.dataSource.query<NotifiedRow[]>(NOTIFIED_SQL, parameters);
    const notified = rows.length < MAX_TRACED ? rows.length : await this.count(parameters);
    const others = await this.others(event, viewer, parameters);
    const items = [...rows.map(notifiedView), ...others].slice(0, MAX_TRACED);
    return { items, total: notified + others.length };
  }

  private async count(parameters: unknown[]): Promise<number> {
    const [row] = await this.heavyReads.manager.query<{ count: number }[]>(COUNT_SQL, parameters);
    return row?.count ?? 0;
  }

  /** A person whom current rules would notify, but without a notification, was not concerned then. */
  private async others(event: LoggedEvent, viewer: Viewer, parameters: unknown[]): Promise<TracedRecipient[]> {
    const asked = [...new Set([event.actor.id, viewer.id])].filter((id) => id !== null);
    const judged = (await judgeRecipients(this.dataSource, event, asked)).filter(
      ({ outcome, userId }) => outcome !== 'notified' && (viewer.role === 'admin' || userId === viewer.id),
    );
    if (judged.length === 0) return [];
    const ids = judged.map(({ userId }) => userId);
    const rows = await this.dataSource.query<{ user_id: string }[]>(AMONG_SQL, [...parameters, ids]);
    const notified = new Set(rows.map((row) => row.user_id));
    const people = await this.dataSource.query<{ id: string; name: string }[]>(NAMES_SQL, [ids]);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return judged
      .filter(({ userId }) => !notified.has(userId))
      .map((person) => judgedView(person, names.get(person.userId) ?? null));
  }
}

function leastId(eventId: string): string {
  const madeAtMs = Number.parseInt(eventId.replaceAll('-', '').slice(0, 12), 16);
  return uuidBoundary(madeAtMs - CLOCK_SKEW_MS);
}

function notifiedView({ id, user_id, name, type, reason, ...channels }: NotifiedRow): TracedRecipient {
  return { user_id, name, type, reason, outcome: 'notified', channels, notification_id: id, recomputed: false };
}

function judgedView({ userId, type, reason, outcome }: Judged, name: string | null): TracedRecipient {
  return { user_id: userId, name, type, reason, outcome, channels: null, notification_id: null, recomputed: true };
}
