import { Injectable } from '@nestjs/common';
import { DeliveryBodies, type DeliveryBody } from '../formats/delivery-bodies.js';
import { TemplateOverBudget } from '../formats/delivery-format.js';
import { EndpointHealth } from '../health/endpoint-health.js';
import { ProgramStrikes } from '../programs/program-strikes.js';
import type { QueuedDelivery } from '../queue/queued-delivery.js';
import type { EndpointTarget } from './endpoint-target.js';

/** Writes the bodies of deliveries. A template that exceeds its budget repeatedly is paused, and its lane with it. */
@Injectable()
export class DeliveryWriter {
  constructor(
    private readonly bodies: DeliveryBodies,
    private readonly strikes: ProgramStrikes,
    private readonly health: EndpointHealth,
  ) {}

  mayStart({ id, template }: EndpointTarget, nowMs: number): boolean {
    return template === null || this.strikes.mayRun(id, template, nowMs);
  }

  /** @throws FormatFailed, TemplateOverBudget, ProgramsBusy */
  write(delivery: QueuedDelivery, target: EndpointTarget): DeliveryBody | Promise<DeliveryBody> {
    const body = this.bodies.write(target, delivery);
    return body instanceof Promise ? this.watched(target, body) : body;
  }

  private async watched(target: EndpointTarget, rendering: Promise<DeliveryBody>): Promise<DeliveryBody> {
    const { id, template } = target;
    try {
      const body = await rendering;
      this.strikes.withinBudget(id);
      if (target.isTemplateFailing) this.health.program(id, { kind: 'template', isFailing: false });
      return body;
    } catch (error) {
      if (error instanceof TemplateOverBudget && template !== null) {
        const isPaused = this.strikes.overBudget(id, template, performance.now());
        if (isPaused) this.health.program(id, { kind: 'template', isFailing: true });
      }
      throw error;
    }
  }
}
