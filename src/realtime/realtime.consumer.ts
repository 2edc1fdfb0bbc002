import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AppLogger } from '../common/logger.js';
import { tracer } from '../common/tracing/tracer.js';
import { formatCursor } from '../events/cursor.js';
import { isDataFault } from '../common/postgres-errors.js';
import { halves, type DispatchBatch, type EventConsumer, type TailBatch } from '../events/event-consumer.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { AccountWatch, type AccountStates } from './account-watch.js';
import { ConnectedUsers } from './connected-users.js';
import { ConnectionSweep } from './connection-sweep.js';
import { LivePosition } from './live-position.js';
import { LocalSockets } from './local-sockets.js';
import { OutsideStream } from './outside.stream.js';
import type { ReplayedFrame } from './replay.js';
import { roomEndedBy } from './rooms.js';
import { ROOM_INDEX } from './stream.js';
import { Streams } from './streams.js';

/**
 * Packets, one per socket and emit, that go out before the event loop turns. An emit to 1,000 sockets takes 10-20 ms.
 * With one emit per turn each packet is a write of its own (1.0 of bare Socket.IO); with more, later packets of a turn are
 * written together. But what waits for its turn survives the young generation: with 3 emits a turn the heap grew by 230
 * MB, with 2 by 20-60, at the same speed.
 */
const PACKETS_PER_TURN = 6_000;
const TURN_MS = 40;
const RETRY_MS = [50, 200, 500, 1_000, 2_000];

interface PreparedBatch {
  frames: readonly ReplayedFrame[];
  accounts: AccountStates;
}

/** Sends what the tail brings to this process's sockets: all streams in one order, position by position. */
@Injectable()
export class RealtimeConsumer implements EventConsumer {
  readonly name = 'realtime';
  private turnEndsAt = 0;
  private packets = 0;

  constructor(
    private readonly streams: Streams,
    private readonly users: ConnectedUsers,
    private readonly accounts: AccountWatch,
    private readonly sockets: LocalSockets,
    private readonly live: LivePosition,
    private readonly sweep: ConnectionSweep,
    private readonly outside: OutsideStream,
    private readonly logger: AppLogger,
  ) {}

  prepare(batch: DispatchBatch): Promise<void> {
    return this.outside.store(batch);
  }

  deliver(batch: TailBatch): Promise<void> {
    return this.live.during(() => this.push(batch));
  }

  private async push(batch: TailBatch): Promise<void> {
    const traces = tracer();
    const startedAtMs = performance.now();
    const { frames, accounts } = await this.prepareOrDrop(batch);
    let next = 0;
    this.beginTurn();
    for (const event of batch.events) {
      const before = this.packets;
      this.guarded(event, () => this.accounts.apply(event, accounts));
      // All frames of one position in one tick: a socket that goes live between two positions has all of the first.
      for (let entry = frames[next]; entry !== undefined && entry.frame.position <= event.position;) {
        const due = entry;
        this.guarded(event, () => {
          this.emit(due);
          this.endRoom(event, due);
        });
        next += 1;
        entry = frames[next];
      }
      const packets = this.packets - before;
      if (packets > 0) traces?.pushed(event, { startedAtMs, packets });
      this.live.moveTo(event.position);
      if (this.packets >= PACKETS_PER_TURN || performance.now() >= this.turnEndsAt) await this.yieldToOthers();
    }
  }

  /** A failing event loses only its own push. Repeating the batch would push the other events twice. */
  private guarded(event: LoggedEvent, push: () => void): void {
    try {
      push();
    } catch (error) {
      this.logger.error(`The event ${event.id} could not be pushed.`, error);
    }
  }

  private emit({ frame, index }: ReplayedFrame): void {
    const cursor = formatCursor({ epoch: this.live.epoch, position: frame.position, index });
    this.packets += this.sockets.emit(frame.message, frame, { ...frame.payload, cursor });
  }

  /** The sockets that just got the deletion leave the room. */
  private endRoom(event: LoggedEvent, { frame, index }: ReplayedFrame): void {
    const room = index === ROOM_INDEX ? roomEndedBy(event) : null;
    if (room === null) return;
    for (const id of this.sockets.ids(frame)) this.users.bySocketId(id)?.leaveRoom(room);
  }

  private async yieldToOthers(): Promise<void> {
    await setImmediate();
    this.sweep.suspendSlowReaders();
    this.beginTurn();
  }

  private beginTurn(): void {
    this.packets = 0;
    this.turnEndsAt = performance.now() + TURN_MS;
  }

  /** Sockets that cannot be served are dropped and return with their cursors; the tail goes on in any case. */
  private async prepareOrDrop(batch: TailBatch): Promise<PreparedBatch> {
    for (const waitMs of RETRY_MS) {
      try {
        return await this.prepareFrames(batch);
      } catch (error) {
        if (isDataFault(error)) return this.prepareHalves(batch, error);
        this.logger.error('Pushes could not be prepared; trying again.', error);
        await delay(waitMs);
      }
    }
    for (const connection of this.users.all()) connection.drop();
    return { frames: [], accounts: new Map() };
  }

  /** Preparing sends nothing, so it can be repeated for parts of a batch. */
  private async prepareHalves(batch: TailBatch, error: unknown): Promise<PreparedBatch> {
    if (batch.events.length <= 1) {
      this.logger.error(`Pushes of the event ${batch.events[0]?.id} could not be prepared; it is skipped.`, error);
      return { frames: [], accounts: new Map() };
    }
    const [first, second] = halves(batch);
    const [one, other] = [await this.prepareOrDrop(first), await this.prepareOrDrop(second)];
    return { frames: [...one.frames, ...other.frames], accounts: new Map([...one.accounts, ...other.accounts]) };
  }

  private async prepareFrames(batch: TailBatch): Promise<PreparedBatch> {
    // In parallel, over separate connections: in sequence they took a millisecond of every push.
    const [accounts, ...lists] = await Promise.all([
      this.accounts.load(batch.events),
      ...this.streams.all.map(async (stream) =>
        (await stream.live(batch)).map((frame) => ({ frame, index: stream.index })),
      ),
    ]);
    const frames = lists.flat();
    // A stable sort: within one position, streams keep their order.
    frames.sort((a, b) => a.frame.position - b.frame.position);
    return { frames, accounts };
  }
}
