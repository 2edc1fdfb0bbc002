import { Injectable } from '@nestjs/common';
import { AppLogger } from '../../common/logger.js';
import { EndpointHealth } from '../health/endpoint-health.js';
import { WorkSignal } from '../queue/work-signal.js';

/** The effects of a stored decision: lanes wake, and owners learn about their filters. */
@Injectable()
export class FilterEffects {
  constructor(
    readonly signal: WorkSignal,
    private readonly health: EndpointHealth,
    readonly logger: AppLogger,
  ) {}

  /** @param endpointIds undefined: any. `isBehind`: at positions that the lanes may have passed already */
  queued(endpointIds: ReadonlySet<string> | undefined, { isBehind }: { isBehind: boolean }): void {
    if (isBehind) this.signal.lookAgain(endpointIds);
    else this.signal.wake(endpointIds);
  }

  ran(endpointId: string): void {
    this.health.program(endpointId, { kind: 'filter', isFailing: false });
  }

  paused(endpointId: string, waitMs: number): void {
    this.health.program(endpointId, { kind: 'filter', isFailing: true });
    this.logger.event('filter.paused', { endpoint_id: endpointId, wait_ms: waitMs });
  }
}
