import { Injectable } from '@nestjs/common';
import type { Server } from 'socket.io';
import type { ServerMessage } from './protocol.js';
import { RealtimeMetrics } from './realtime-metrics.js';

export interface Addressees {
  readonly rooms: readonly string[];
  readonly except?: readonly string[];
}

/** The sockets of this process only: each process tails the log for its own. */
@Injectable()
export class LocalSockets {
  private server: Server | undefined;

  constructor(private readonly metrics: RealtimeMetrics) {}

  attach(server: Server): void {
    this.server = server;
    this.metrics.watchSockets(() => server.of('/').sockets.size);
  }

  /**
   * Encoded once, whatever the number of sockets; not at all when there are none.
   *
   * @returns about how many packets that makes
   */
  emit(message: ServerMessage, { rooms, except }: Addressees, payload: object): number {
    const here = this.inhabited(rooms);
    if (this.server === undefined || here.length === 0) return 0;
    this.server.local
      .to(here)
      .except([...(except ?? [])])
      .emit(message, payload);
    const { adapter, sockets } = this.server.of('/');
    const members = here.reduce((sum, room) => sum + (adapter.rooms.get(room)?.size ?? 0), 0);
    const packets = Math.min(members, sockets.size);
    this.metrics.countPushes(message, packets);
    return packets;
  }

  ids({ rooms, except }: Addressees): Set<string> {
    const adapter = this.server?.of('/').adapter;
    const ids = new Set(rooms.flatMap((room) => [...(adapter?.rooms.get(room) ?? [])]));
    for (const room of except ?? []) {
      for (const id of adapter?.rooms.get(room) ?? []) ids.delete(id);
    }
    return ids;
  }

  isInhabited(rooms: readonly string[]): boolean {
    return this.inhabited(rooms).length > 0;
  }

  private inhabited(rooms: readonly string[]): string[] {
    const all = this.server?.of('/').adapter.rooms;
    return all === undefined ? [] : rooms.filter((room) => all.has(room));
  }
}
