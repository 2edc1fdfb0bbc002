import { schemaOf } from '../events/catalogue/answer-shape.js';
import { publicDefinitions } from '../events/catalogue/catalogue.js';
import { timeSchema } from '../events/catalogue/schema.js';
import { ACTOR_TYPES } from '../common/request-context.js';
import { NotificationAnswer } from '../notifications/inbox.answers.js';
import { ListedDeliveryAnswer } from '../webhooks/deliveries/deliveries.answers.js';
import { BinRequestSummary } from '../webhooks/receiver/bins.answers.js';
import { RecoveryAnswer } from '../webhooks/recovery/recovery.answers.js';
import { fields, MAYBE_TEXT, TEXT, type JsonSchema } from './message.js';

const ENVELOPE = ['id', 'type', 'message', 'related_id', 'related_type', 'created_at'];

const ACTOR_ID = {
  ...MAYBE_TEXT,
  description: 'Of the person; of `discord`, the id there; null for the system and for people who were erased.',
};

/** By event type: the schemas of `data`, named as the type is. */
export function eventDataSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(publicDefinitions().map(({ type, schema }) => [type, schema]));
}

/** What several messages carry; `data` of each event type stands beside these. */
export function sharedSchemas(): Record<string, JsonSchema> {
  return {
    EventActor: {
      ...fields({ id: ACTOR_ID, name: TEXT, type: { enum: [...ACTOR_TYPES] } }),
      description: 'Who did it.',
    },
    NotificationEnvelope: envelopeSchema(),
    ListedDelivery: without(schemaOf(ListedDeliveryAnswer), 'response_body'),
    BinRequest: schemaOf(BinRequestSummary),
    RecoveryProgress: schemaOf(RecoveryAnswer),
  };
}

function envelopeSchema(): JsonSchema {
  const { properties } = schemaOf(NotificationAnswer);
  return fields(Object.fromEntries(ENVELOPE.map((name) => [name, properties[name] ?? timeSchema()])));
}

function without({ properties, ...rest }: ReturnType<typeof schemaOf>, name: string): JsonSchema {
  const kept = Object.fromEntries(Object.entries(properties).filter(([field]) => field !== name));
  return { ...rest, required: Object.keys(kept), properties: kept };
}
