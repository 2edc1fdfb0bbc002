import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SharedLookup } from '../common/shared-lookup.js';
import { EventLog } from '../events/event-log.js';
import { loadEventVisibility, type EventVisibility } from '../events/event-visibility.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { FairSlots } from './fair-slots.js';
import { RecentEvents } from './recent-events.js';
import type { ReadRange } from './stream.js';

const PARALLEL_LOOKUPS = 2;
/** Replays whose events are looked up together, mostly the same ones. */
const MAX_REPLAYS = 64;

/** Hundreds may wait for what memory turns out to have no room for. */
const LOG_READS = { atOnce: 4, perPerson: 2 };

type Visibilities = ReadonlyMap<string, EventVisibility>;

export interface ReplayedPage {
  /** In log order; what was erased is not among them. */
  readonly events: readonly { readonly event: LoggedEvent; readonly visibility: EventVisibility }[];
  readonly reached: number;
}

interface Reading {
  readonly viewerId: string;
  readonly isWanted: (event: LoggedEvent) => boolean;
}

/** Events that were missed, from memory or from the log, with who may see them now. */
@Injectable()
export class ReplayedEvents {
  private readonly rights = new SharedLookup<readonly LoggedEvent[], Visibilities>({
    load: (pages) => this.load(pages),
    parallel: PARALLEL_LOOKUPS,
    maxAsks: MAX_REPLAYS,
  });

  private readonly logReads = new FairSlots(LOG_READS.atOnce, LOG_READS.perPerson);

  constructor(
    private readonly recent: RecentEvents,
    private readonly log: EventLog,
    private readonly dataSource: DataSource,
  ) {}

  async read(range: ReadRange, { viewerId, isWanted }: Reading): Promise<ReplayedPage> {
    const page = (await this.recent.page(range)) ?? (await this.logReads.run(viewerId, () => this.log.readPage(range)));
    const wanted = page.events.filter(isWanted);
    if (wanted.length === 0) return { events: [], reached: page.reached };
    const visibilities = await this.rights.find(wanted);
    const events = wanted.flatMap((event) => {
      const visibility = visibilities.get(event.id);
      return visibility === undefined ? [] : [{ event, visibility }];
    });
    // Erased, and the notice of it was missed.
    if (events.length < wanted.length) this.recent.forget();
    return { events, reached: page.reached };
  }

  private async load(pages: readonly (readonly LoggedEvent[])[]): Promise<readonly Visibilities[]> {
    const events = [...new Map(pages.flat().map((event) => [event.id, event])).values()];
    const [stored, visibilities] = await Promise.all([
      this.log.stored(events.map(({ id }) => id)),
      loadEventVisibility(this.dataSource, events),
    ]);
    const kept = new Map([...visibilities].filter(([id]) => stored.has(id)));
    return pages.map(() => kept);
  }
}
