import { UnreadCounts } from './unread-counts.js';

interface Tracked {
  count: number;
  /** The count holds as of this position. */
  position: number;
}

/**
 * Unread counts of people with sockets in this process, advanced in log order: one query at a person's first frame,
 * none afterwards.
 */
export class LiveCounts {
  private readonly tracked = new Map<string, Tracked>();

  constructor(private readonly counts: UnreadCounts) {}

  /** Forgets people without sockets: their counts change without being followed. */
  keepOnly(isConnected: (userId: string) => boolean): void {
    for (const userId of this.tracked.keys()) if (!isConnected(userId)) this.tracked.delete(userId);
  }

  /** Loads these people's counts as of `position`, unless they are known. */
  async load(userIds: readonly string[], position: number): Promise<void> {
    const missing = [...new Set(userIds)].filter((userId) => !this.tracked.has(userId));
    for (const [userId, count] of await this.counts.allAsOf(missing, position)) {
      this.tracked.set(userId, { count, position });
    }
  }

  /** @returns the count after this entry. An entry seen again, in a repeated batch, counts once */
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
