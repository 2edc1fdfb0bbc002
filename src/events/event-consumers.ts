import { Injectable } from '@nestjs/common';
import { AppLogger } from '../common/logger.js';
import { isDataFault } from '../common/postgres-errors.js';
import { ConsumerFailed } from './dispatch/dispatch-fault.js';
import {
  BatchResults,
  halves,
  type DispatchBatch,
  type EventConsumer,
  type ResultKey,
  type TailBatch,
} from './event-consumer.js';
import type { ManualEvent } from './recorded-events.js';

/** The results of all consumers for a batch. */
export interface PreparedBatch {
  readonly results: BatchResults;
  readonly following: readonly ManualEvent[];
  readonly counts: Readonly<Record<string, number>>;
  readonly committed: readonly (() => void)[];
}

/** The consumers in the order in which their modules are composed. */
@Injectable()
export class EventConsumers {
  private readonly consumers: EventConsumer[] = [];

  constructor(private readonly logger: AppLogger) {}

  register(consumer: EventConsumer): void {
    this.consumers.push(consumer);
  }

  /** Of all consumers: what a batch of another process brings along. */
  get sharedResults(): readonly ResultKey<unknown>[] {
    return this.consumers.flatMap(({ shares }) => shares ?? []);
  }

  async prepare(batch: DispatchBatch): Promise<PreparedBatch> {
    const results = new BatchResults();
    const following: ManualEvent[] = [];
    const committed: (() => void)[] = [];
    let counts: Readonly<Record<string, number>> = {};
    for (const consumer of this.consumers) {
      try {
        const prepared = (await consumer.prepare?.(batch, results)) ?? {};
        following.push(...(prepared.following ?? []));
        counts = { ...counts, ...prepared.counts };
        if (prepared.committed !== undefined) committed.push(prepared.committed);
      } catch (error) {
        throw new ConsumerFailed(consumer.name, error);
      }
    }
    return { results, following, counts, committed };
  }

  /**
   * A failing consumer does not affect the others, and an event that a consumer cannot handle is skipped by that
   * consumer only.
   */
  async deliver(batch: TailBatch): Promise<void> {
    for (const consumer of this.consumers) await this.deliverTo(consumer, batch);
  }

  private async deliverTo(consumer: EventConsumer, batch: TailBatch): Promise<void> {
    try {
      await consumer.deliver?.(batch);
    } catch (error) {
      if (isDataFault(error) && batch.events.length > 1) {
        for (const half of halves(batch)) await this.deliverTo(consumer, half);
        return;
      }
      const ids = batch.events.length === 1 ? ` The event is ${batch.events[0]?.id}.` : '';
      this.logger.error(`The consumer ${consumer.name} failed to deliver.${ids}`, error);
    }
  }
}
