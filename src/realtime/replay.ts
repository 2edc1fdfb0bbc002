import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { WHOLE_POSITION, type Cursor } from '../events/cursor.js';
import { FairSlots } from './fair-slots.js';
import type { Frame, Reader, Stream } from './stream.js';

const PAGE = 500;
/** Concurrent reads: after a restart everyone returns at once, and REST shares the pool. */
const SLOTS = 4;
/** Below the number of slots, so that one person cannot hold them all. */
const SLOTS_PER_PERSON = 2;

export interface ReplayedFrame {
  readonly frame: Frame;
  readonly index: number;
}

export interface ReplayPage {
  readonly frames: readonly ReplayedFrame[];
  /** Where to continue. */
  readonly cursor: Cursor;
}

interface ReplayRange {
  readonly after: Cursor;
  readonly upTo: number;
}

/** Reads what a viewer missed, over several streams in one order. */
@Injectable()
export class Replay {
  private readonly slots = new FairSlots(SLOTS, SLOTS_PER_PERSON);

  read(streams: readonly Stream[], range: ReplayRange, reader: Reader): Promise<ReplayPage> {
    return this.inTurn(reader.viewer.id, () => readPage(streams, range, reader));
  }

  /**
   * A replay's work, without the waiting for its client. A person with more replays than slots pauses for as long as
   * the work took, so that other people's requests and pushes get half of the process's time.
   */
  inTurn<T>(userId: string, work: () => Promise<T>): Promise<T> {
    return this.slots.run(userId, async () => {
      const startedAt = performance.now();
      const result = await work();
      if (this.slots.hasWaiting(userId)) await delay(performance.now() - startedAt);
      return result;
    });
  }
}

async function readPage(streams: readonly Stream[], { after, upTo }: ReplayRange, reader: Reader): Promise<ReplayPage> {
  const frames: ReplayedFrame[] = [];
  let reached = upTo;
  for (const stream of streams) {
    // At the cursor's own position only the later streams are missing.
    const start = stream.index > after.index ? after.position - 1 : after.position;
    if (start >= reached) continue;
    // The next stream need not read beyond this one: those entries would be read again.
    const page = await stream.read({ after: start, upTo: reached, limit: PAGE }, reader);
    reached = Math.min(reached, page.reachedPosition);
    frames.push(...page.frames.map((frame) => ({ frame, index: stream.index })));
  }
  const complete = frames.filter(({ frame }) => frame.position <= reached);
  complete.sort((a, b) => a.frame.position - b.frame.position || a.index - b.index);
  return { frames: complete, cursor: { epoch: after.epoch, position: reached, index: WHOLE_POSITION } };
}
