/**
 * Which notifications came in already. In memory and bounded: a receipt has no effect but a line in the log, and what was
 * received is durable as the notification itself. A repeat after a restart, or to another process, costs one more line.
 */
export class ReceivedNotifications {
  private readonly ids = new Set<string>();

  constructor(private readonly limit = 10_000) {}

  /** False: it was seen before. */
  add(id: string): boolean {
    if (this.ids.has(id)) return false;
    // A Set keeps the order of insertion: the first is the oldest.
    if (this.ids.size >= this.limit) for (const oldest of this.ids) if (this.ids.delete(oldest)) break;
    this.ids.add(id);
    return true;
  }
}
