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
  /** What other receivers than Discord get. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Whom it concerns. */
  readonly userId?: string;
  readonly companyId?: string;
  readonly idempotencyKey?: string;
  /** Seconds that first attempts are waited for; default 5. */
  readonly waitSeconds?: number;
}

export interface DispatchResult {
  /** At least one webhook took it. */
  readonly success: boolean;
  /** How many webhooks took it. */
  readonly sent: number;
  /** How many did not at the first attempt; the server tries again. */
  readonly failed: number;
  readonly errors: readonly { readonly webhook: string; readonly error: string }[];
}

/** The server's own five seconds, and the way there and back. */
const MARGIN_MS = 5_000;

/**
 * Sends an embed to every webhook that takes events of the category, and waits for the first attempts. Never rejects:
 * what went wrong is in `errors`, under `system` when it was not a webhook's fault.
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
