import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** After this many inputs over the budget in a row, the program pauses. */
export const MAX_STRIKES = 3;
const MAX_KNOWN = 10_000;
const FIRST_PAUSE_MS = 60_000;
const MAX_PAUSE_MS = 3_600_000;

/** A minute, doubled with each pause, up to an hour. */
export function pauseMs(pauses: number): number {
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(pauses, 10));
}

interface Record {
  readonly program: string;
  strikes: number;
  pauses: number;
  pausedUntilMs: number;
}

/**
 * Which templates exceeded their budget lately. In memory: another process that takes over an endpoint finds out by
 * itself, with three runs. An edited template starts fresh.
 */
@Injectable()
export class ProgramStrikes {
  private readonly records = new LRUCache<string, Record>({ max: MAX_KNOWN });

  mayRun(endpointId: string, program: string, nowMs: number): boolean {
    const record = this.records.get(endpointId);
    return record?.program !== program || nowMs >= record.pausedUntilMs;
  }

  /** @returns whether it pauses from now on */
  overBudget(endpointId: string, program: string, nowMs: number): boolean {
    let record = this.records.get(endpointId);
    if (record?.program !== program) record = { program, strikes: 0, pauses: 0, pausedUntilMs: 0 };
    record.strikes += 1;
    this.records.set(endpointId, record);
    // After a pause, one more is enough.
    if (record.strikes < MAX_STRIKES && record.pauses === 0) return false;
    record.pausedUntilMs = nowMs + pauseMs(record.pauses);
    record.pauses += 1;
    record.strikes = 0;
    return true;
  }

  withinBudget(endpointId: string): void {
    if (this.records.size > 0) this.records.delete(endpointId);
  }
}
