export { PAYLOAD_FORMATS, type components, type paths } from './api-types.js';
export { CarillonClient, type ClientOptions, type LooseOptions } from './carillon-client.js';
export { CarillonError, type FieldError } from './carillon-error.js';
export { CarillonSocket, type Ack, type ConnectOptions } from './carillon-socket.js';
export { configure } from './configured-client.js';
export { connect } from './connect.js';
export type { SourcedToken } from './credentials.js';
export type { CursorStorage } from './cursor-keeper.js';
export {
  dispatchBillingEvent,
  dispatchNodeAlert,
  dispatchServerStateChange,
  dispatchSettingsUpdate,
  dispatchSupportTicket,
  dispatchSyncCompletion,
  dispatchSystemAlert,
} from './dispatch-helpers.js';
export { dispatchWebhook, type DispatchOptions, type DispatchResult, type EventCategory } from './dispatch-webhook.js';
export { EMBED_COLORS, type Embed, type EmbedField } from './embeds.js';
export type * from './pushes.js';
export type { Answer, RequestOptions, Route } from './rest-types.js';
export type { Session, SessionStorage } from './session-keeper.js';
export { triggerEvent, type EventName, type OutsideEvent } from './trigger-event.js';
export {
  verifyWebhook,
  WebhookVerificationError,
  type ReceivedWebhook,
  type SignatureFamily,
  type VerificationFault,
  type VerifiedWebhook,
  type WebhookHeaders,
} from './verify-webhook.js';
export { WEBHOOK_EVENTS, type WebhookEvent } from './catalogue.js';
export { WebhookService, type DeliveryStatus, type NewWebhook, type ServiceDelivery } from './webhook-service.js';
