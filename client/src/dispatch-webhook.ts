import type { CarillonClient } from './carillon-client.js';
import { CarillonError } from './carillon-error.js';
import { configuredClient } from './configured-client.js';
import type { Embed } from './embeds.js';
import type { EventName } from './trigger-event.js';

export type EventCategory = 'SUPPORT' | 'SECURITY' | 'VPS' | 'GAME_SERVER' | 'BILLING' | 'SYSTEM' | 'CUSTOM';

export interface DispatchOptions {
  /** Left out: the configured one. */
  readonly client?: CarillonClient;
  /** The event's name; default `<category>.notice`, in lower case. */
  readonly eventType?: EventName;
  /** The data for receivers other than Discord. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** The person it concerns. */
  readonly userId?: string;
  readonly companyId?: string;
  readonly idempotencyKey?: string;
  /** Seconds to wait for first attempts; default 5. */
  readonly waitSeconds?: number;
}

export interface DispatchResult {
  /** At least one webhook accepted it. */
  readonly success: boolean;
  /** How many webhooks accepted it. */
  readonly sent: number;
  /** How many did not accept it at the first attempt; the server tries again. */
  readonly failed: number;
  readonly errors: readonly { readonly webhook: string; readonly error: string }[];
}

/** The server's own five seconds, plus the network. */
const MARGIN_MS = 5_000;

/**
 * Sends an embed to every webhook that gets events of the category, and waits for the first attempts. Never rejects:
 * faults are in `errors`, under `system` when they are not a webhook's.
 */
export async function dispatchWebhook(
  category: EventCategory,
  embed: Embed,
  options: DispatchOptions = {},
): Promise<DispatchResult> {
  try {
    return await send(category, embed, options);
  } catch (error) {
    return { success: false, sent: 0, failed: 0, errors: [{ webhook: 'system', error: reasonOf(error) }] };
  }
}

async function send(category: EventCategory, embed: Embed, options: DispatchOptions): Promise<DispatchResult> {
  const { client = configuredClient(), waitSeconds = 5 } = options;
  const { success, sent, failed, errors } = await client.request<DispatchResult>('post', '/api/events', {
    query: { wait: `${waitSeconds}s` },
    body: {
      type: options.eventType ?? `${category.toLowerCase()}.notice`,
      category,
      data: options.data ?? dataOf(embed),
      embed,
      ...(options.userId !== undefined && { user_id: options.userId }),
      ...(options.companyId !== undefined && { company_id: options.companyId }),
      ...(options.idempotencyKey !== undefined && { idempotency_key: options.idempotencyKey }),
    },
    signal: AbortSignal.timeout(waitSeconds * 1_000 + MARGIN_MS),
  });
  return { success, sent, failed, errors };
}

function dataOf({ title, description, fields }: Embed): Record<string, unknown> {
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(fields !== undefined && { fields }),
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof CarillonError && error.errors.length > 0) {
    return error.errors.map(({ field, message }) => `${field} ${message}`).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
