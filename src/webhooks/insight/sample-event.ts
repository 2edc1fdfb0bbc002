import { newId } from '../../common/ids.js';
import type { Actor } from '../../common/request-context.js';
import { findDefinition } from '../../events/catalogue/catalogue.js';
import type { FormatEvent } from '../formats/delivery-format.js';

export const TEST_EVENT = 'webhook.test';

/** A fictional event: the catalogue's example of its type, or a few words for an unknown type. */
export function sampleEvent(type: string, actor: Actor, webhookId: string | null): FormatEvent {
  const now = new Date();
  const definition = type === TEST_EVENT ? undefined : findDefinition(type);
  const greeting = { message: 'This is a test webhook.', timestamp: now.toISOString(), webhook_id: webhookId };
  return {
    id: newId(),
    type,
    category: definition?.category ?? findDefinition(type)?.category ?? 'CUSTOM',
    source: 'desk',
    // Without a position, so it does not take part in any order.
    position: 0,
    actor: { id: actor.id, name: actor.name, type: actor.type },
    userId: actor.id,
    companyId: actor.companyId,
    entityId: null,
    occurredAt: now,
    data: JSON.stringify(definition?.example ?? greeting),
    changes: null,
    embed: null,
  };
}
