import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { DataSource } from 'typeorm';
import { SharedLookup } from '../common/shared-lookup.js';
import type { Viewer } from '../common/visibility.js';
import { isDeskEvent } from '../events/desk-events.js';
import type { TailBatch } from '../events/event-consumer.js';
import { loadEventVisibility, mayViewerSee } from '../events/event-visibility.js';
import { LOG_RESET } from '../events/log-history.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { ConnectedUsers } from '../realtime/connected-users.js';
import {
  personalRoom,
  type Frame,
  type FramePage,
  type Reader,
  type ReadRange,
  type Stream,
} from '../realtime/stream.js';
import { Streams } from '../realtime/streams.js';
import {
  readEntries,
  readMissed,
  readPeople,
  type InboxChange,
  type InboxEntry,
  type InboxRange,
  type MissedInbox,
} from './inbox-entries.js';
import { LiveCounts } from './live-counts.js';
import { notificationEnvelope, STORED_NOTIFICATIONS, type StoredNotification } from './stored-notifications.js';
import { UnreadCounts } from './unread-counts.js';

/** Of the frames at one position, the notification comes after the frames of rooms and outside events. */
export const PERSONAL_INDEX = 3;

const PARALLEL_READS = 2;
/** Together at most a thousand entries of each kind: their events may be large. */
const SHARED = { people: 40, limit: 25 };

type Entry =
  | { readonly kind: 'notification'; readonly row: StoredNotification; readonly event: LoggedEvent | null }
  | { readonly kind: 'change'; readonly change: InboxChange };

/** What goes to one person alone: notifications, and inbox changes made on another device. */
@Injectable()
export class PersonalStream implements Stream, OnModuleInit {
  readonly index = PERSONAL_INDEX;
  private readonly liveCounts: LiveCounts;
  private readonly missed = new SharedLookup<InboxRange & { limit: number }, MissedInbox>({
    load: (asked) => this.readMissed(asked),
    keyOf: ({ userId, after, upTo, limit }) => `${userId} ${after} ${upTo} ${limit}`,
    parallel: PARALLEL_READS,
    maxAsks: SHARED.people,
  });

  constructor(
    private readonly streams: Streams,
    private readonly users: ConnectedUsers,
    private readonly counts: UnreadCounts,
    private readonly dataSource: DataSource,
  ) {
    this.liveCounts = new LiveCounts(counts);
  }

  onModuleInit(): void {
    this.streams.register(this);
  }

  @OnEvent(LOG_RESET)
  forgetCounts(): void {
    this.liveCounts.keepOnly(() => false);
  }

  async greet(viewer: Viewer, position: number): Promise<Record<string, unknown>> {
    return { unread_count: await this.counts.asOf(viewer.id, position) };
  }

  async live(batch: TailBatch): Promise<Frame[]> {
    this.liveCounts.keepOnly((userId) => this.users.has(userId));
    const viewers = new Map(this.users.actors().map((actor) => [actor.id, actor]));
    const entries = await this.entriesOf(batch, viewers);
    const first = batch.events[0];
    if (entries.length === 0 || first === undefined) return [];
    await this.liveCounts.load(entries.map(userOf), first.position - 1);
    const visible = await this.visible(entries, viewers);
    const frames: Frame[] = [];
    for (const entry of entries) {
      const unread = this.liveCounts.move(userOf(entry), positionOf(entry), deltaOf(entry));
      if (visible.has(entry)) frames.push(frameOf(entry, unread));
    }
    return frames;
  }

  async read({ after, upTo, limit }: ReadRange, { viewer }: Reader): Promise<FramePage> {
    const missed = await this.missed.find({ userId: viewer.id, after, upTo, limit });
    // Beyond the end of a full page there may be more of its kind, so entries of the other kind from there on wait.
    const ends = [missed.entries, missed.changes].map((list) =>
      list.length < missed.limit ? upTo : (positionIn(list.at(-1)) ?? upTo),
    );
    const reachedPosition = Math.min(...ends);
    const entries = [...missed.entries.map(fromRow), ...missed.changes.map(fromChange)]
      .filter((entry) => positionOf(entry) <= reachedPosition)
      .sort((a, b) => positionOf(a) - positionOf(b));
    if (entries.length === 0) return { frames: [], reachedPosition };
    let unread = await this.counts.asOf(viewer.id, after);
    const visible = await this.visible(entries, new Map([[viewer.id, viewer]]));
    const frames: Frame[] = [];
    for (const entry of entries) {
      unread += deltaOf(entry);
      if (visible.has(entry)) frames.push(frameOf(entry, unread));
    }
    return { frames, reachedPosition };
  }

  private readMissed(asked: readonly (InboxRange & { limit: number })[]): Promise<readonly MissedInbox[]> {
    const limits = asked.map(({ limit }) => limit);
    const limit = Math.min(...limits, ...(asked.length > 1 ? [SHARED.limit] : []));
    return readMissed(this.dataSource, asked, limit);
  }

  private async entriesOf(batch: TailBatch, viewers: ReadonlyMap<string, Viewer>): Promise<Entry[]> {
    const [first, last] = [batch.events[0], batch.events.at(-1)];
    if (viewers.size === 0 || first === undefined || last === undefined) return [];
    const changes = batch.events.filter((event) => isDeskEvent(event, 'inbox.changed')).map(changeOf);
    let entries: Entry[];
    const stored = batch.results?.get(STORED_NOTIFICATIONS);
    // Notifications of large audiences are not listed one by one.
    if (stored === undefined || stored.parts.length > 0) {
      entries = await this.readStored(viewers, { after: first.position - 1, upTo: last.position });
    } else {
      const events = new Map(batch.events.map((event) => [event.id, event]));
      entries = stored.rows.map((row) => ({
        kind: 'notification',
        row,
        event: events.get(row.eventId) ?? null,
      }));
    }
    return [...entries, ...changes.map(fromChange)]
      .filter((entry) => viewers.has(userOf(entry)))
      .sort((a, b) => positionOf(a) - positionOf(b));
  }

  private async readStored(
    viewers: ReadonlyMap<string, Viewer>,
    range: { after: number; upTo: number },
  ): Promise<Entry[]> {
    const people = await readPeople(this.dataSource, range);
    const userIds = [...people].filter((userId) => viewers.has(userId));
    if (userIds.length === 0) return [];
    return (await readEntries(this.dataSource, { ...range, userIds, limit: 1_000_000 })).map(fromRow);
  }

  /** What may be sent now: the recipient may have lost the right since the notification was made. */
  private async visible(entries: readonly Entry[], viewers: ReadonlyMap<string, Viewer>): Promise<Set<Entry>> {
    const events = entries.flatMap((entry) => (entry.kind === 'notification' && entry.event ? [entry.event] : []));
    const visibilities = await loadEventVisibility(this.dataSource, [...new Set(events)]);
    return new Set(
      entries.filter((entry) => {
        if (entry.kind === 'change') return true;
        const viewer = viewers.get(entry.row.userId);
        const visibility = visibilities.get(entry.event?.id ?? '');
        return entry.row.socket && viewer !== undefined && visibility !== undefined && mayViewerSee(viewer, visibility);
      }),
    );
  }
}

function frameOf(entry: Entry, unread: number): Frame {
  const base = { position: positionOf(entry), rooms: [personalRoom(userOf(entry))] };
  if (entry.kind === 'change') {
    const { delta: _counted, ...fields } = entry.change.data;
    return { ...base, message: 'notification.update', payload: { ...fields, unread_count: unread } };
  }
  const notification = notificationEnvelope(entry.row);
  const data = JSON.parse(entry.event?.data ?? 'null') as unknown;
  const payload = { event: 'notification.created', notification, data, unread_count: unread, ...notification };
  return { ...base, message: 'notification', payload };
}

function userOf(entry: Entry): string {
  return entry.kind === 'change' ? entry.change.userId : entry.row.userId;
}

function positionOf(entry: Entry): number {
  return entry.kind === 'change' ? entry.change.position : entry.row.position;
}

function deltaOf(entry: Entry): number {
  if (entry.kind === 'change') return entry.change.delta;
  return entry.row.inbox ? 1 : 0;
}

function fromRow({ notification, event }: { notification: StoredNotification; event: LoggedEvent | null }): Entry {
  return { kind: 'notification', row: notification, event };
}

function fromChange(change: InboxChange): Entry {
  return { kind: 'change', change };
}

function changeOf(event: LoggedEvent): InboxChange {
  const data = JSON.parse(event.data) as Record<string, unknown>;
  return { userId: event.userId ?? '', position: event.position, delta: Number(data['delta']), data };
}

function positionIn(item: InboxEntry | InboxChange | undefined): number | undefined {
  if (item === undefined) return undefined;
  return 'notification' in item ? item.notification.position : item.position;
}
