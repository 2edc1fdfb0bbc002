/** Made from the event catalogue by `npm run client:types`: do not edit, a test compares it with the code. */
import type { components } from './api-types.js';

/** Every event name that the server knows; any other `noun.verb` may be sent too. */
export const WEBHOOK_EVENTS = {
  TICKET_CREATED: 'ticket.created',
  TICKET_UPDATED: 'ticket.updated',
  TICKET_ASSIGNED: 'ticket.assigned',
  TICKET_CLOSED: 'ticket.closed',
  TICKET_DELETED: 'ticket.deleted',
  COMMENT_CREATED: 'comment.created',
  COMMENT_UPDATED: 'comment.updated',
  COMMENT_DELETED: 'comment.deleted',
  ATTACHMENT_ADDED: 'attachment.added',
  ATTACHMENT_UPDATED: 'attachment.updated',
  ATTACHMENT_DELETED: 'attachment.deleted',
  KB_ARTICLE_CREATED: 'kb_article.created',
  KB_ARTICLE_UPDATED: 'kb_article.updated',
  KB_ARTICLE_PUBLISHED: 'kb_article.published',
  KB_ARTICLE_DELETED: 'kb_article.deleted',
  USER_CREATED: 'user.created',
  USER_UPDATED: 'user.updated',
  USER_DEACTIVATED: 'user.deactivated',
  USER_DELETED: 'user.deleted',
  USER_REFRESH_TOKEN_REUSED: 'user.refresh_token_reused',
  COMPANY_CREATED: 'company.created',
  ASSET_CREATED: 'asset.created',
  ASSET_UPDATED: 'asset.updated',
  MACHINE_REGISTERED: 'machine.registered',
  MACHINE_APPROVED: 'machine.approved',
  MACHINE_DENIED: 'machine.denied',
  ALERT_TRIGGERED: 'alert.triggered',
  ALERT_RESOLVED: 'alert.resolved',
  SYSTEM_SETTINGS_UPDATED: 'system.settings_updated',
  WEBHOOK_TEST: 'webhook.test',
  WEBHOOK_FAILING: 'webhook.failing',
  WEBHOOK_DISABLED: 'webhook.disabled',
  WEBHOOK_RECOVERED: 'webhook.recovered',
  WEBHOOK_MANAGER_LEFT: 'webhook.manager_left',
  SYSTEM_EVENT_QUARANTINED: 'system.event_quarantined',
  PROJECT_CREATED: 'project.created',
  PROJECT_UPDATED: 'project.updated',
  PROJECT_DELETED: 'project.deleted',
  SESSION_STARTED: 'session.started',
  SESSION_ENDED: 'session.ended',
  SESSION_MESSAGE: 'session.message',
  SESSION_PAUSED: 'session.paused',
  SESSION_RESUMED: 'session.resumed',
  RECORDING_COMPLETED: 'recording.completed',
  RECORDING_FAILED: 'recording.failed',
  AGENT_CONNECTED: 'agent.connected',
  AGENT_DISCONNECTED: 'agent.disconnected',
  AGENT_STATUS_CHANGED: 'agent.status_changed',
  SUBSCRIPTION_CREATED: 'subscription.created',
  SUBSCRIPTION_UPDATED: 'subscription.updated',
  SUBSCRIPTION_CANCELLED: 'subscription.cancelled',
  PAYMENT_SUCCEEDED: 'payment.succeeded',
  PAYMENT_FAILED: 'payment.failed',
  STORAGE_QUOTA_WARNING: 'storage.quota_warning',
  STORAGE_QUOTA_EXCEEDED: 'storage.quota_exceeded',
  SERVER_STATE_CHANGED: 'server.state_changed',
  NODE_ALERT: 'node.alert',
  SYSTEM_ALERT: 'system.alert',
  SYNC_COMPLETED: 'sync.completed',
  SYNC_FAILED: 'sync.failed',
  SUPPORT_TICKET: 'support.ticket',
  BILLING_EVENT: 'billing.event',
} as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[keyof typeof WEBHOOK_EVENTS];

/** The rooms of lists: the message that each is sent, and its `data` unless that is a deletion. */
export interface ListRooms {
  tickets: { message: 'ticket.update'; data: components['schemas']['TicketAnswer'] };
  comments: { message: 'comment.update'; data: components['schemas']['CommentAnswer'] };
  attachments: { message: 'attachment.update'; data: components['schemas']['AttachmentAnswer'] };
  kb: { message: 'kb.update'; data: components['schemas']['ArticleAnswer'] };
  users: { message: 'user.update'; data: components['schemas']['UserResponse'] };
  companies: { message: 'company.update'; data: components['schemas']['CompanyResponse'] };
  assets: { message: 'asset.update'; data: components['schemas']['AssetAnswer'] };
  machines: { message: 'machine.update'; data: components['schemas']['MachineAnswer'] };
  alerts: { message: 'alert.update'; data: components['schemas']['AlertAnswer'] };
  webhooks: { message: 'webhook.update'; data: Record<string, unknown> };
}
