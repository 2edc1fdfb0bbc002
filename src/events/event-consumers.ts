import { Injectable } from '@nestjs/common';
import { AppLogger } from '../common/logger.js';
import type { DispatchBatch, EventConsumer, TailBatch } from './event-consumer.js';

const RETRY_AFTER_MS = [100, 500, 2_000];

/** The consumers in the order in which their modules are composed. */
@Injectable()
export class EventConsumers {
  private readonly consumers: EventConsumer[] = [];

  constructor(private readonly logger: AppLogger) {}

  register(consumer: EventConsumer): void {
    this.consumers.push(consumer);
  }

  async prepare(batch: DispatchBatch): Promise<void> {
    for (const consumer of this.consumers) await consumer.prepare?.(batch);
  }

  /** A consumer that fails is tried again, then told what it missed; the others get the batch all the same. */
  async deliver(batch: TailBatch): Promise<void> {
    for (const consumer of this.consumers) await this.deliverTo(consumer, batch);
  }

  private async deliverTo(consumer: EventConsumer, batch: TailBatch): Promise<void> {
    for (const waitMs of [...RETRY_AFTER_MS, undefined]) {
      try {
        await consumer.deliver?.(batch);
        return;
      } catch (error) {
        this.logger.error(`The consumer ${consumer.name} failed to deliver.`, error);
      }
      if (waitMs === undefined) consumer.miss?.(batch);
      else await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
