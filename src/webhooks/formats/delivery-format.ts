import type { EventActor } from '../../events/logged-event.js';

/** What a format makes a body of. Texts are JSON, as they are stored: they are put together, never parsed and rewritten. */
export interface FormatSource {
  readonly event: FormatEvent;
  /** The envelope's `notification`; null for endpoints that are told of events and not of notifications. */
  readonly notification: string | null;
  /** What stands for the event's data where a receiver expects more than that; see the format `xtsystems`. */
  readonly enrichedData: string | null;
  /** Of the delivery: another than the event's where a receiver knows a change by another name. */
  readonly type: string;
}

export interface FormatEvent {
  readonly id: string;
  readonly type: string;
  readonly category: string;
  readonly source: string;
  readonly position: number;
  readonly actor: EventActor;
  readonly userId: string | null;
  readonly companyId: string | null;
  readonly entityId: string | null;
  readonly occurredAt: Date;
  readonly data: string;
  readonly changes: string | null;
  /** What chats show in the place of `data`: an `EventEmbed` as JSON; null: the sender gave none. */
  readonly embed: string | null;
}

export interface FormatContext {
  /** Where people find this application. */
  readonly publicUrl: string;
  /** The endpoint's Liquid template, for the format `template`. */
  readonly template: string | null;
  /** Runs a template over a JSON text. @throws FormatFailed, TemplateOverBudget, ProgramsBusy */
  readonly render: (template: string, input: string) => Promise<string>;
}

/** A way of writing a message. One file each. */
export interface DeliveryFormat {
  readonly name: string;
  readonly contentType: string;
  /** Signature families beside those that every delivery carries. */
  readonly families: readonly 'xtsystems'[];
  /**
   * The same source gives the same bytes. A promise only where a user's program has a part in it.
   *
   * @throws FormatFailed when nothing can be made of it
   */
  body(source: FormatSource, context: FormatContext): string | Promise<string>;
}

/** The message cannot be written; `message` says why to the owner of the endpoint. */
export class FormatFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormatFailed';
  }
}

/** The template took too much time or memory, as it will each time for this event. */
export class TemplateOverBudget extends FormatFailed {
  constructor(fault: string) {
    super(`The template ran over its budget. ${fault}`);
    this.name = 'TemplateOverBudget';
  }
}

export const JSON_CONTENT_TYPE = 'application/json; charset=utf-8';
