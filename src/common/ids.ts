import { randomFillSync, randomInt } from 'node:crypto';
import { v7 } from 'uuid';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const RANDOM_BYTES = 16;
/** Random bytes fetched in advance: sixteen at a time cost nine times as much as the rest of an id. */
const pool = { bytes: new Uint8Array(256 * RANDOM_BYTES), used: Infinity };

/** The time and the counter in the last id of this process. */
const last = { ms: 0, sequence: 0 };
/** Ids of this process carry no earlier time. */
let floorMs = 0;

const MAX_SEQUENCE = 0x7fff_ffff;
/** A clock set back by less than this is waited for; after a larger jump, ids go back with it. */
const MAX_WAIT_MS = 3_600_000;

/**
 * A new UUIDv7: time-ordered, so that it clusters in indexes and names the partition of its row. Ids of one process
 * only grow, even when its clock is set back a little.
 */
export function newId(): string {
  const nowMs = Math.max(Date.now(), floorMs);
  if (nowMs > last.ms || last.ms - nowMs > MAX_WAIT_MS) {
    last.ms = nowMs;
    // Half of the range, which leaves room to count within this millisecond.
    last.sequence = randomInt(2 ** 30);
  } else if (last.sequence < MAX_SEQUENCE) {
    last.sequence += 1;
  } else {
    last.ms += 1;
    last.sequence = 0;
  }
  return v7({ msecs: last.ms, seq: last.sequence, random: randomBytes() });
}

function randomBytes(): Uint8Array {
  if (pool.used >= pool.bytes.length) {
    randomFillSync(pool.bytes);
    pool.used = 0;
  }
  return pool.bytes.subarray(pool.used, (pool.used += RANDOM_BYTES));
}

/**
 * From now on, ids carry no earlier time than this. Otherwise a machine that starts with its clock in the past would
 * write rows that are past retention, and that lists show below older ones. 0 lifts it.
 */
export function keepIdsAfter(atMs: number): void {
  floorMs = atMs;
}

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** The largest time of 48 bits: the year 10889. */
const MAX_ID_MS = 2 ** 48 - 1;

/**
 * The smallest UUID whose leading 48 bits carry this moment: the boundary of a partition by RANGE(id). For a moment
 * outside the range of ids, the nearest one inside.
 */
export function uuidBoundary(atMs: number): string {
  const hex = Math.min(Math.max(0, Math.floor(atMs)), MAX_ID_MS)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}
