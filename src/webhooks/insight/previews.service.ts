import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../common/config.js';
import { InvalidInput, type FieldError } from '../../common/errors.js';
import { InputChecks } from '../../common/http/input-checks.js';
import type { Actor } from '../../common/request-context.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { deliveryRequest } from '../delivery/delivery-request.js';
import { filterFaults, templateFaults } from '../endpoint-changes.js';
import { deliveryBody, type DeliveryBody } from '../formats/delivery-body.js';
import { FormatFailed, type FormatEvent } from '../formats/delivery-format.js';
import { filterScope, runFilter } from '../matching/payload-filter.js';
import { generateSecret, SigningSecret } from '../signing.js';
import { PreviewDelivery, type PreviewAnswer } from './insight.dto.js';
import { sampleEvent, TEST_EVENT } from './sample-event.js';
import { loadVisibleEvent } from './visible-event.js';

/** What an endpoint with such settings would be sent. Nothing is sent or stored. */
@Injectable()
export class Previews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    checks: InputChecks,
  ) {
    checks.register(PreviewDelivery, previewFaults);
  }

  /** @throws InvalidInput, NotFound for an event that this person may not see */
  async preview(actor: Actor, input: PreviewDelivery): Promise<PreviewAnswer> {
    const filter = input.filter ?? null;
    const event = await this.eventOf(actor, input);
    const body = this.write(event, input);
    const { matches, fault } =
      filter === null ? { matches: true, fault: undefined } : runFilter(filter, filterScope(event));
    return { matches, ...(fault !== undefined && { fault }), body: body.text, headers: headersOf(event, body) };
  }

  private eventOf(actor: Actor, { event_id: id, type }: PreviewDelivery): Promise<LoggedEvent | FormatEvent> {
    if (id !== undefined) return loadVisibleEvent(this.dataSource, actor, id);
    return Promise.resolve(sampleEvent(type ?? TEST_EVENT, actor, null));
  }

  private write(event: FormatEvent, input: PreviewDelivery): DeliveryBody {
    const settings = {
      payloadFormat: input.payload_format,
      template: input.template ?? null,
      jsonStyle: input.json_style ?? ('compact' as const),
    };
    const source = { event, notification: null, enrichedData: null, type: event.type };
    try {
      return deliveryBody(settings, source, this.config.publicUrl);
    } catch (error) {
      if (!(error instanceof FormatFailed)) throw error;
      throw new InvalidInput([{ field: 'template', message: error.message }]);
    }
  }
}

function previewFaults(input: Partial<PreviewDelivery>, faulty: ReadonlySet<string>): FieldError[] {
  const { filter, template, payload_format: format } = input;
  const isMissing = format === 'template' && (template ?? null) === null && !faulty.has('template');
  return [
    ...(typeof filter === 'string' ? filterFaults(filter) : []),
    ...(typeof template === 'string' ? templateFaults(template) : []),
    ...(isMissing ? [{ field: 'template', message: 'must be given for payload_format template' }] : []),
  ];
}

/** Signed with a secret that is nobody's: it shows the shape. */
function headersOf(event: FormatEvent, body: DeliveryBody): Record<string, string> {
  const target = {
    url: 'https://example.com/',
    isRelative: false,
    headers: [],
    secrets: [SigningSecret.from(generateSecret())] as const,
    timeoutMs: 0,
  };
  const { headers } = deliveryRequest({ messageId: event.id, type: event.type }, target, body);
  const list = Array.isArray(headers) ? headers : Object.entries(headers).flat();
  return Object.fromEntries(
    list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ''] as const] : [])),
  );
}
