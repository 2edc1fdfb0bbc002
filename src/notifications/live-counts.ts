import { UnreadCounts } from './unread-counts.js';

interface Tracked {
  count: number;
  /** The count holds as of this position. */
  position: number;
}

/**
 * The unread counts of people with sockets on this process, moved on in log order: one query when somebody's first frame
 * comes, none afterwards.
 */
export class LiveCounts {
  private readonly tracked = new Map<string, Tracked>();

  constructor(private readonly counts: UnreadCounts) {}

  /** Forgets who has left: his count goes on without being followed. */
  keepOnly(isConnected: (userId: string) => boolean): void {
    for (const userId of this.tracked.keys()) if (!isConnected(userId)) this.tracked.delete(userId);
  }

  /** Makes sure that these people's counts as of `position` are known. */
  async load(userIds: readonly string[], position: number): Promise<void> {
    const missing = [...new Set(userIds)].filter((userId) => !this.tracked.has(userId));
    for (const [userId, count] of await this.counts.asOf(position, missing)) {
      this.tracked.set(userId, { count, position });
    }
  }

  /** @returns the count after this entry; the same entry seen again (a batch that is repeated) counts once */
  move(userId: string, position: number, delta: number): number {
    const tracked = this.tracked.get(userId);
    if (tracked === undefined) return 0;
    if (position > tracked.position) {
      tracked.count += delta;
      tracked.position = position;
    }
    return tracked.count;
  }
}
