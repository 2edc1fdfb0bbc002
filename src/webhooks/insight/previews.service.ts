import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Forbidden, InvalidInput, type FieldError } from '../../common/errors.js';
import { InputChecks } from '../../common/http/input-checks.js';
import { currentActor, type Actor } from '../../common/request-context.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { loadVisibleEvent } from '../../events/visible-event.js';
import { familiesOf } from '../formats/chosen-families.js';
import { DeliveryBodies, type DeliveryBody } from '../formats/delivery-bodies.js';
import { FormatFailed, type FormatEvent } from '../formats/delivery-format.js';
import { PayloadFilters } from '../programs/payload-filter.js';
import { ProgramChecks } from '../programs/program-checks.js';
import { generateSecret, SigningSecret, type SignatureFamily } from '../signing/signing.js';
import { deliveryRequest } from '../worker/delivery-sender.js';
import { type PreviewAnswer } from './insight.answers.js';
import { PreviewDelivery } from './insight.dto.js';
import { sampleEvent, TEST_EVENT } from './sample-event.js';

/** What an endpoint with these settings would get. Nothing is sent or stored. */
@Injectable()
export class PreviewsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly bodies: DeliveryBodies,
    private readonly filters: PayloadFilters,
    private readonly checks: ProgramChecks,
    inputs: InputChecks,
  ) {
    inputs.register(PreviewDelivery, templateMissing);
    inputs.registerLate(PreviewDelivery, (input) => this.checkPrograms(input));
  }

  /**
   * @throws InvalidInput; NotFound for an event that this person may not see; Forbidden for a recorded event when an
   * API key may not read; ProgramsBusy
   */
  async preview(actor: Actor, input: PreviewDelivery): Promise<PreviewAnswer> {
    const filter = input.filter ?? null;
    const share = `user ${actor.id}`;
    const faults = await this.checks.faults(programsOf(input), share);
    if (faults.length > 0) throw new InvalidInput(faults);
    const event = await this.eventOf(actor, input);
    const body = await this.write(event, input, share);
    const [result] = filter === null ? [] : await this.filters.run(filter, [event], { share });
    const { matches, fault } = result ?? { matches: true };
    const values = filter === null ? undefined : await this.filters.valuesOf(filter, event, share);
    return {
      matches,
      ...(fault !== undefined && { fault }),
      ...(values !== undefined && { values }),
      body: body.text,
      headers: headersOf(event, body, familiesOf(input.signatures ?? null, input.payload_format)),
    };
  }

  private async checkPrograms(input: Partial<PreviewDelivery>): Promise<FieldError[]> {
    const actor = currentActor();
    return actor === null ? [] : this.checks.faults(programsOf(input), `user ${actor.id}`);
  }

  private eventOf(actor: Actor, { event_id: id, ...input }: PreviewDelivery): Promise<LoggedEvent | FormatEvent> {
    if (id !== undefined) {
      requireReading(actor);
      return loadVisibleEvent(this.dataSource, actor, id);
    }
    return Promise.resolve(sampleEvent(typeOf(input), actor, null));
  }

  private async write(event: FormatEvent, input: PreviewDelivery, share: string): Promise<DeliveryBody> {
    const settings = {
      payloadFormat: input.payload_format,
      template: input.template ?? null,
      jsonStyle: input.json_style ?? ('compact' as const),
      share,
    };
    const source = { event, notification: null, enrichedData: null, type: event.type };
    try {
      return await this.bodies.write(settings, source);
    } catch (error) {
      if (!(error instanceof FormatFailed)) throw error;
      throw new InvalidInput([{ field: 'template', message: error.message }]);
    }
  }
}

function programsOf({ filter, template, ...input }: Partial<PreviewDelivery>) {
  return { filter, template, events: [typeOf(input)] };
}

function typeOf({ type, event_type }: Pick<PreviewDelivery, 'type' | 'event_type'>): string {
  return type ?? event_type ?? TEST_EVENT;
}

function templateMissing(input: Partial<PreviewDelivery>, faulty: ReadonlySet<string>): FieldError[] {
  const { template, payload_format: format } = input;
  const isMissing = format === 'template' && (template ?? null) === null && !faulty.has('template');
  return isMissing ? [{ field: 'template', message: 'must be given for payload_format template' }] : [];
}

/** The right to change webhooks gives an API key no right to read events. @throws Forbidden */
export function requireReading({ apiKey }: Actor): void {
  if (apiKey === undefined || apiKey.scopes.includes('read')) return;
  throw new Forbidden(
    'This reads events that happened, and this API key lacks the scope "read". Use an example by its type, or another key.',
  );
}

/** Signed with a random secret: it only shows the form. */
function headersOf(
  event: FormatEvent,
  body: DeliveryBody,
  families: readonly SignatureFamily[],
): Record<string, string> {
  const target = {
    url: 'https://example.com/',
    isRelative: false,
    headers: [],
    secrets: [SigningSecret.from(generateSecret())] as const,
    families,
    timeoutMs: 0,
  };
  const { headers } = deliveryRequest({ messageId: event.id, type: event.type }, target, body);
  const list = Array.isArray(headers) ? headers : Object.entries(headers).flat();
  return Object.fromEntries(
    list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ''] as const] : [])),
  );
}
