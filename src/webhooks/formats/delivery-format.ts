import type { EventActor } from '../../events/logged-event.js';
import type { SignatureFamily } from '../signing/signing.js';

/** The input of a format. Texts are JSON, as they are stored: they are concatenated, never parsed and rewritten. */
export interface FormatSource {
  readonly event: FormatEvent;
  /** The envelope's `notification`; null for endpoints that get events instead of notifications. */
  readonly notification: string | null;
  /** Replaces the event's data where a receiver expects more; see the format `xtsystems`. */
  readonly enrichedData: string | null;
  /** The delivery's type: differs from the event's where a receiver knows a change by another name. */
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
  /** What chats show in place of `data`: an `EventEmbed` as JSON; null: the sender gave none. */
  readonly embed: string | null;
}

export interface FormatContext {
  /** The public URL of this application. */
  readonly publicUrl: string;
  /** The endpoint's Liquid template, for the format `template`. */
  readonly template: string | null;
  /** Runs a template over a JSON text. @throws FormatFailed, TemplateOverBudget, ProgramsBusy */
  readonly render: (template: string, input: string) => Promise<string>;
}

/** A way of writing a message. One file each, which also declares what is special about it. */
export interface DeliveryFormat extends FormatTraits {
  readonly name: string;
  /**
   * The same source gives the same bytes. A promise only where a user's program runs.
   *
   * @throws FormatFailed when the message cannot be written
   */
  body(source: FormatSource, context: FormatContext): string | Promise<string>;
}

export interface FormatTraits {
  readonly contentType: string;
  /** The signature families of endpoints that choose none. */
  readonly families: readonly SignatureFamily[];
  /** An endpoint may ask for it. */
  readonly isOffered: boolean;
  /** A chat service receives it, with rules of its own for errors and pace. */
  readonly isChat: boolean;
  /** Matches the host names of receivers that want it: an endpoint there has it where it names no format. Null: none. */
  readonly hosts: RegExp | null;
  /** Public events of the desk that its receivers know as an event of another type, by type. */
  readonly alsoAs: Readonly<Record<string, string>>;
  /** What is looked up beside the event's own data when a delivery is queued. Null: nothing. */
  readonly enrich: 'ticket' | null;
}

export const JSON_CONTENT_TYPE = 'application/json; charset=utf-8';

const USUAL_TRAITS: FormatTraits = {
  contentType: JSON_CONTENT_TYPE,
  families: ['standard', 'x-webhook'],
  isOffered: true,
  isChat: false,
  hosts: null,
  alsoAs: {},
  enrich: null,
};

/** A format with the usual traits, but for those that it declares. */
export function defineFormat<const Declared extends Pick<DeliveryFormat, 'name' | 'body'> & Partial<FormatTraits>>(
  declared: Declared,
): Omit<DeliveryFormat, keyof Declared> & Declared {
  return { ...USUAL_TRAITS, ...declared };
}

/** The message cannot be written; `message` tells the endpoint's owner why. */
export class FormatFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormatFailed';
  }
}

/** The template used too much time or memory, and will each time for this event. */
export class TemplateOverBudget extends FormatFailed {
  constructor(fault: string) {
    super(`The template ran over its budget. ${fault}`);
    this.name = 'TemplateOverBudget';
  }
}
