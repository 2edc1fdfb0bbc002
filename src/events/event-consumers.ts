import { Injectable } from '@nestjs/common';
import { AppLogger } from '../common/logger.js';
import type { DispatchBatch, EventConsumer, TailBatch } from './event-consumer.js';

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

  /** One consumer's failure keeps nothing from the others. Those that cannot do without a batch try again by themselves. */
  async deliver(batch: TailBatch): Promise<void> {
    for (const consumer of this.consumers) {
      try {
        await consumer.deliver?.(batch);
      } catch (error) {
        this.logger.error(`The consumer ${consumer.name} failed to deliver.`, error);
      }
    }
  }
}
