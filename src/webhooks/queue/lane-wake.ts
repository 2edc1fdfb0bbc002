/** The NOTIFY channel on which processes tell each other's workers of lanes with new work. */
export const LANES_CHANNEL = 'carillon_lanes';

/** A NOTIFY payload has at most 8,000 bytes; an id and its comma are 37. */
const NAMED_AT_ONCE = 200;
/** With more lanes, workers look at all that they hold. */
const MAX_NAMED = 2_000;
const ALL = '*';

/** Lanes that got work in a transaction of another process. */
export interface LaneWake {
  /** Undefined: any lane. */
  readonly endpointIds: ReadonlySet<string> | undefined;
  /** The work may be at positions that a holder of the lane has passed already. */
  readonly isBehind: boolean;
  /** Lanes among them that no process held, which wait for a claim. */
  readonly asleep: number;
  /** `WorkSignal.id` of the process that woke them, whose own worker knows already; empty: it does not. */
  readonly by: string;
}

export interface WakeOptions {
  readonly by?: string;
  readonly isBehind?: boolean;
}

/** The parts of the payloads before and after the number of sleeping lanes, which the statement itself counts. */
export function wakePayloads(
  endpointIds: readonly string[],
  { by = '', isBehind = false }: WakeOptions,
): { head: string; lists: string[] } {
  const head = `${isBehind ? 'again' : 'more'} ${by} `;
  if (endpointIds.length > MAX_NAMED) return { head, lists: [` ${ALL}`] };
  const lists: string[] = [];
  for (let at = 0; at < endpointIds.length; at += NAMED_AT_ONCE) {
    lists.push(` ${endpointIds.slice(at, at + NAMED_AT_ONCE).join(',')}`);
  }
  return { head, lists };
}

/** Lanes that their holder gave up: no process has to read on, one has to claim them. */
export function offerPayload(lanes: number, by: string): string {
  return `more ${by} ${lanes} `;
}

/** Of a version with another form, only that there is something is understood. */
export function readWake(payload: string): LaneWake {
  const [kind, by = '', asleep = '', ids = ''] = payload.split(' ');
  const isCounted = /^\d+$/.test(asleep);
  return {
    endpointIds: !isCounted || ids === ALL ? undefined : new Set(ids.split(',').filter((id) => id !== '')),
    isBehind: kind === 'again',
    asleep: isCounted ? Number(asleep) : 1,
    by,
  };
}
