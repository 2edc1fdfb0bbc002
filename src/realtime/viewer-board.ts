/** A person who has a ticket open, over all of the person's sockets. */
export interface Viewer {
  readonly userId: string;
  readonly name: string;
  readonly isEditing: boolean;
  /** ISO 8601. */
  readonly since: string;
}

interface Entry extends Viewer {
  readonly untilMs: number;
}

/** Who looks at which ticket, in all processes, as far as this process knows. Each process reports its own people. */
export class ViewerBoard {
  private readonly tickets = new Map<string, Map<string, Entry>>();

  put(ticketId: string, from: string, entry: Entry): void {
    const entries = this.tickets.get(ticketId) ?? new Map<string, Entry>();
    this.tickets.set(ticketId, entries.set(keyOf(from, entry.userId), entry));
  }

  remove(ticketId: string, from: string, userId: string): void {
    const entries = this.tickets.get(ticketId);
    entries?.delete(keyOf(from, userId));
    if (entries?.size === 0) this.tickets.delete(ticketId);
  }

  /** @returns the tickets that lost a viewer */
  expire(nowMs: number): string[] {
    const changed: string[] = [];
    for (const [ticketId, entries] of this.tickets) {
      const before = entries.size;
      for (const [key, { untilMs }] of entries) if (untilMs <= nowMs) entries.delete(key);
      if (entries.size < before) changed.push(ticketId);
      if (entries.size === 0) this.tickets.delete(ticketId);
    }
    return changed;
  }

  /** Each person once, in the order of arrival. */
  viewers(ticketId: string): Viewer[] {
    const people = new Map<string, Viewer>();
    for (const { userId, name, isEditing, since } of this.tickets.get(ticketId)?.values() ?? []) {
      const other = people.get(userId);
      people.set(userId, {
        userId,
        name,
        isEditing: isEditing || other?.isEditing === true,
        since: other !== undefined && other.since < since ? other.since : since,
      });
    }
    return [...people.values()].sort((a, b) => compare(a.since, b.since) || compare(a.userId, b.userId));
  }
}

function keyOf(from: string, userId: string): string {
  return `${from} ${userId}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
