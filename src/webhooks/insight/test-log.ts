import type { DataSource } from 'typeorm';
import type { Viewer, Visibility } from '../../common/visibility.js';
import { storeUnqueued } from '../../events/event-staging.js';
import type { FormatEvent } from '../formats/delivery-format.js';
import type { PostOutcome } from '../http/post-outcome.js';
import { ResultStore } from '../queue/result-store.js';

export interface SentTest {
  readonly id: string;
  readonly endpointId: string;
  readonly viewer: Viewer;
  /** The endpoint's. */
  readonly companyId: string | null;
  readonly event: FormatEvent;
  readonly outcome: PostOutcome;
  /** Null: a success. */
  readonly error: string | null;
}

/** Logs finished tests among the deliveries. A test that is cut off leaves no entry. */
export class TestLog {
  constructor(private readonly dataSource: DataSource) {}

  async store({ id, endpointId, event, outcome, error, ...readers }: SentTest): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await storeUnqueued(manager, { ...event, visibleTo: visibilityOf(readers) });
      await new ResultStore(manager).addTest({
        id,
        endpointId,
        eventId: event.id,
        type: event.type,
        status: outcome.ok ? outcome.status : null,
        responseBody: outcome.ok ? outcome.body : null,
        error,
        durationMs: Math.round(outcome.timings.totalMs),
        timings: timingsOf(outcome),
      });
    });
  }
}

/** People who see the endpoint may see its tests: they contain nothing of the desk. */
function visibilityOf({ viewer, companyId }: Pick<SentTest, 'viewer' | 'companyId'>): Visibility {
  return { staff: true, userIds: [viewer.id], managersOf: companyId };
}

function timingsOf({ timings }: PostOutcome): string {
  const rounded = (ms: number | undefined) => (ms === undefined ? undefined : Math.round(ms * 10) / 10);
  return JSON.stringify({
    dns_ms: rounded(timings.dnsMs),
    connect_ms: rounded(timings.connectMs),
    tls_ms: rounded(timings.tlsMs),
    first_byte_ms: rounded(timings.firstByteMs),
    total_ms: rounded(timings.totalMs),
  });
}
