import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { WHOLE_POSITION, type Cursor } from '../events/cursor.js';
import { FairSlots } from './fair-slots.js';
import { RecentEvents } from './recent-events.js';
import type { Frame, Reader, Stream } from './stream.js';

const PAGE = 500;
/** Concurrent reads of the log: REST shares the pool. */
const SLOTS = 4;
/** Below the number of slots, so that one person cannot hold them all. */
const SLOTS_PER_PERSON = 2;
/** The same for what is in memory: these share their statements, the more the better. */
const QUICK_SLOTS = 128;
const QUICK_SLOTS_PER_PERSON = 16;
/** A turn with fewer frames than this is too short to be paid back. */
const FEW_FRAMES = 64;

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
  private readonly quickSlots = new FairSlots(QUICK_SLOTS, QUICK_SLOTS_PER_PERSON);

  constructor(private readonly recent: RecentEvents) {}

  read(streams: readonly Stream[], range: ReplayRange, reader: Reader): Promise<ReplayPage> {
    const isQuick = this.recent.reaches({ after: range.after.position, upTo: range.upTo });
    const slots = isQuick ? this.quickSlots : this.slots;
    return inTurn(slots, reader.viewer.id, async () => {
      const page = await readPage(streams, range, reader);
      return { result: page, frames: page.frames.length };
    });
  }

  /**
   * Writes frames, without the waiting for the client.
   *
   * @param write resolves with the number of frames
   */
  write(userId: string, write: () => Promise<number>): Promise<number> {
    return inTurn(this.slots, userId, async () => {
      const frames = await write();
      return { result: frames, frames };
    });
  }
}

/**
 * A person with more replays than slots pauses for as long as the work took, so that other people's requests and pushes
 * get half of the process's time.
 */
function inTurn<T>(slots: FairSlots, userId: string, work: () => Promise<{ result: T; frames: number }>): Promise<T> {
  return slots.run(userId, async () => {
    const startedAt = performance.now();
    const { result, frames } = await work();
    if (frames > FEW_FRAMES && slots.hasWaiting(userId)) await delay(performance.now() - startedAt);
    return result;
  });
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
