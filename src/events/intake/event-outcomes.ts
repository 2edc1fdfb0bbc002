import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/visibility.js';
import type { EventOutcomeAnswer } from './intake.answers.js';

/** The deliveries of an event so far, as far as this viewer may know. */
export interface EventOutcome extends Omit<EventOutcomeAnswer, 'id' | 'success'> {
  /** Every delivery was attempted once, or will not be. */
  readonly isSettled: boolean;
}

/** @returns a function that reads one event's outcome, to be called repeatedly: it may remember earlier results */
export type OutcomeReader = (eventId: string, viewer: Viewer) => () => Promise<EventOutcome>;

const FIRST_LOOK_MS = 10;
const SLOWEST_LOOK_MS = 200;
const NOBODY = [{ webhook: 'system', error: 'no webhook configured' }];

/**
 * Waits for the deliveries of an event. The module that delivers registers how to look; no connection is held in
 * between.
 */
@Injectable()
export class EventOutcomes {
  private readOutcome: OutcomeReader | undefined;

  register(reader: OutcomeReader): void {
    this.readOutcome = reader;
  }

  /** @param isWanted false ends the waiting: the caller has left */
  async wait(id: string, viewer: Viewer, { ms, isWanted }: { ms: number; isWanted: () => boolean }) {
    const deadline = performance.now() + ms;
    const look = this.lookAt(id, viewer);
    let outcome = await look();
    for (let pauseMs = FIRST_LOOK_MS; !outcome.isSettled && isWanted(); pauseMs *= 1.5) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) break;
      await delay(Math.min(pauseMs, SLOWEST_LOOK_MS, leftMs));
      outcome = await look();
    }
    const { sent, failed, pending, errors } = outcome;
    const isNobodyThere = outcome.isSettled && errors.length === 0 && sent + failed + pending === 0;
    return { id, success: sent > 0, sent, failed, pending, errors: isNobodyThere ? NOBODY : errors };
  }

  private lookAt(id: string, viewer: Viewer): () => Promise<EventOutcome> {
    if (this.readOutcome === undefined) throw new Error('No outcome reader registered.');
    return this.readOutcome(id, viewer);
  }
}
