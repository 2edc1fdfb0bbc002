import { Injectable } from '@nestjs/common';
import { AppLogger } from '../common/logger.js';
import { isDataFault } from '../common/postgres-errors.js';
import { ConsumerFailed } from './dispatch/dispatch-fault.js';
import { halves, type DispatchBatch, type EventConsumer, type TailBatch } from './event-consumer.js';

/** The consumers in the order in which their modules are composed. */
@Injectable()
export class EventConsumers {
  private readonly consumers: EventConsumer[] = [];

  constructor(private readonly logger: AppLogger) {}

  register(consumer: EventConsumer): void {
    this.consumers.push(consumer);
  }

  async prepare(batch: DispatchBatch): Promise<void> {
    for (const consumer of this.consumers) {
      try {
        await consumer.prepare?.(batch);
      } catch (error) {
        throw new ConsumerFailed(consumer.name, error);
      }
    }
  }

  /** One consumer's failure keeps nothing from the others, and an event that a consumer cannot take costs it that one. */
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
