import type { EventActor } from '../../events/logged-event.js';

/** What a format makes a body of. */
export interface FormatSource {
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly position: number;
    readonly actor: EventActor;
    readonly userId: string | null;
    readonly companyId: string | null;
    readonly occurredAt: Date;
    /** JSON text. */
    readonly data: string;
  };
  /** JSON text; null for endpoints that are told of events and not of notifications. */
  readonly notification: string | null;
}

/** A way of writing a message. One file each. */
export interface DeliveryFormat {
  readonly name: string;
  readonly contentType: string;
  /** Signature families beside those that every delivery carries. */
  readonly families: readonly 'xtsystems'[];
  body(source: FormatSource): string;
}
