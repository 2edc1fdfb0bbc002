import { Injectable } from '@nestjs/common';
import type { DispatchBatch, EventConsumer, TailBatch } from './event-consumer.js';

/** The consumers in the order in which their modules are composed. */
@Injectable()
export class EventConsumers {
  private readonly consumers: EventConsumer[] = [];

  register(consumer: EventConsumer): void {
    this.consumers.push(consumer);
  }

  async prepare(batch: DispatchBatch): Promise<void> {
    for (const consumer of this.consumers) await consumer.prepare?.(batch);
  }

  async deliver(batch: TailBatch): Promise<void> {
    for (const consumer of this.consumers) await consumer.deliver?.(batch);
  }
}
