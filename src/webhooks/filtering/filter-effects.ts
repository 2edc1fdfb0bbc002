import { Injectable } from '@nestjs/common';
import { AppLogger } from '../../common/logger.js';
import { DeliveryWorker } from '../delivery/delivery-worker.js';
import { EndpointHealth } from '../delivery/endpoint-health.js';

/** What follows of a decision once it is stored: lanes wake, and owners learn how their filters do. */
@Injectable()
export class FilterEffects {
  constructor(
    private readonly worker: DeliveryWorker,
    private readonly health: EndpointHealth,
    readonly logger: AppLogger,
  ) {}

  /** @param endpointIds undefined: any. `isBehind`: at positions that the lanes may have passed already. */
  queued(endpointIds: ReadonlySet<string> | undefined, { isBehind }: { isBehind: boolean }): void {
    if (isBehind) this.worker.lookAgain(endpointIds);
    else if (endpointIds === undefined) this.worker.wake();
    else this.worker.wakeFor(endpointIds);
  }

  ran(endpointId: string): void {
    this.health.program(endpointId, { kind: 'filter', isFailing: false });
  }

  paused(endpointId: string, waitMs: number): void {
    this.health.program(endpointId, { kind: 'filter', isFailing: true });
    this.logger.event('filter.paused', { endpoint_id: endpointId, wait_ms: waitMs });
  }
}
