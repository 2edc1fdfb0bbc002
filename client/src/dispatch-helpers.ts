import { dispatchWebhook, type DispatchOptions, type DispatchResult, type EventCategory } from './dispatch-webhook.js';
import { EMBED_COLORS, fieldsOf, textOf, type Embed } from './embeds.js';
import { WEBHOOK_EVENTS, type WebhookEvent } from './catalogue.js';

type Target = Omit<DispatchOptions, 'eventType' | 'data'>;
type Details = string | Readonly<Record<string, unknown>>;

interface Dispatch {
  readonly category: EventCategory;
  readonly eventType: WebhookEvent;
  readonly data: Readonly<Record<string, unknown>>;
  readonly embed: Embed;
}

/** @param describe makes the embed; called inside, so that even an argument that throws when read rejects nothing */
async function dispatch(describe: () => Dispatch, target: Target | undefined): Promise<DispatchResult> {
  try {
    const { category, eventType, data, embed } = describe();
    return await dispatchWebhook(category, embed, { ...target, eventType, data });
  } catch (error) {
    return { success: false, sent: 0, failed: 0, errors: [{ webhook: 'system', error: String(error) }] };
  }
}

/** @param changedFields names, or `{field: new value}`. A name of the desk: needs an admin's key. */
export function dispatchSettingsUpdate(
  changedFields: readonly string[] | Readonly<Record<string, unknown>>,
  updatedBy?: string,
  target?: Target,
): Promise<DispatchResult> {
  return dispatch(() => {
    const values = isList(changedFields) ? undefined : changedFields;
    const names = isList(changedFields) ? changedFields : Object.keys(changedFields);
    return {
      category: 'SYSTEM',
      eventType: WEBHOOK_EVENTS.SYSTEM_SETTINGS_UPDATED,
      data: {
        changed_fields: names,
        ...(values && { settings: values }),
        ...(updatedBy !== undefined && { updated_by: updatedBy }),
      },
      embed: {
        title: 'Settings updated',
        description: names.length === 1 ? '1 setting changed.' : `${names.length} settings changed.`,
        color: EMBED_COLORS.info,
        fields: fieldsOf({
          ...(values ?? { 'Changed fields': names }),
          'Updated by': updatedBy,
        }),
      },
    };
  }, target);
}

function isList(value: readonly string[] | object): value is readonly string[] {
  return Array.isArray(value);
}

/** @param durationMs milliseconds */
export function dispatchSyncCompletion(
  success: boolean,
  details?: Details,
  durationMs?: number,
  target?: Target,
): Promise<DispatchResult> {
  return dispatch(() => {
    const isText = typeof details === 'string';
    return {
      category: 'SYSTEM',
      eventType: success ? WEBHOOK_EVENTS.SYNC_COMPLETED : WEBHOOK_EVENTS.SYNC_FAILED,
      data: {
        success,
        ...(details !== undefined && { details }),
        ...(durationMs !== undefined && { duration_ms: Math.round(durationMs) }),
        ...(!success && details !== undefined && { error: textOf(details) }),
      },
      embed: {
        title: success ? 'Sync completed' : 'Sync failed',
        ...(isText && details !== '' && { description: details }),
        color: success ? EMBED_COLORS.good : EMBED_COLORS.bad,
        fields: fieldsOf({
          ...(isText ? {} : details),
          Duration: durationMs === undefined ? undefined : `${(durationMs / 1_000).toFixed(1)} s`,
        }),
      },
    };
  }, target);
}

const SERVER_STATES = {
  online: { title: 'is online', color: EMBED_COLORS.good },
  offline: { title: 'is offline', color: EMBED_COLORS.warning },
  crashed: { title: 'crashed', color: EMBED_COLORS.bad },
} as const;

export function dispatchServerStateChange(
  name: string,
  state: keyof typeof SERVER_STATES,
  nodeId?: string,
  target?: Target,
): Promise<DispatchResult> {
  return dispatch(
    () => ({
      category: 'GAME_SERVER',
      eventType: WEBHOOK_EVENTS.SERVER_STATE_CHANGED,
      data: { name, state, ...(nodeId !== undefined && { node_id: nodeId }) },
      embed: {
        title: `${name} ${SERVER_STATES[state].title}`,
        color: SERVER_STATES[state].color,
        fields: fieldsOf({ Server: name, State: state, Node: nodeId }),
      },
    }),
    target,
  );
}

const SEVERITIES = { info: EMBED_COLORS.info, warning: EMBED_COLORS.warning, error: EMBED_COLORS.bad } as const;

export function dispatchSystemAlert(
  title: string,
  error: string | Error,
  severity: keyof typeof SEVERITIES = 'error',
  target?: Target,
): Promise<DispatchResult> {
  return dispatch(
    () => ({
      category: 'SECURITY',
      eventType: WEBHOOK_EVENTS.SYSTEM_ALERT,
      data: { title, error: textOf(error), severity },
      embed: {
        title,
        description: textOf(error),
        color: SEVERITIES[severity],
        fields: fieldsOf({ Severity: severity }),
      },
    }),
    target,
  );
}

const TICKET_ACTIONS = { created: EMBED_COLORS.info, updated: EMBED_COLORS.info, resolved: EMBED_COLORS.good } as const;

export function dispatchSupportTicket(
  action: keyof typeof TICKET_ACTIONS,
  id: string | number,
  subject: string,
  ...[details, target]: [details?: Details, target?: Target]
): Promise<DispatchResult> {
  return dispatch(
    () => ({
      category: 'SUPPORT',
      eventType: WEBHOOK_EVENTS.SUPPORT_TICKET,
      data: { id: String(id), subject, action, ...(details !== undefined && { details: textOf(details) }) },
      embed: {
        title: `Ticket ${action}: ${subject}`,
        ...(typeof details === 'string' && details !== '' && { description: details }),
        color: TICKET_ACTIONS[action],
        fields: fieldsOf({ Ticket: id, ...(typeof details === 'object' && details) }),
      },
    }),
    target,
  );
}

/** @param usage and @param threshold in percent; orange from the threshold on, green when it is below again */
export function dispatchNodeAlert(
  nodeName: string,
  resource: 'cpu' | 'memory' | 'disk' | 'network',
  usage: number,
  ...[threshold, target]: [threshold: number, target?: Target]
): Promise<DispatchResult> {
  return dispatch(
    () => ({
      category: 'VPS',
      eventType: WEBHOOK_EVENTS.NODE_ALERT,
      data: { node_name: nodeName, resource, usage, threshold },
      embed: {
        title: `${nodeName}: ${resource} at ${usage} %`,
        color: usage >= threshold ? EMBED_COLORS.warning : EMBED_COLORS.good,
        fields: fieldsOf({ Node: nodeName, Resource: resource, Usage: `${usage} %`, Threshold: `${threshold} %` }),
      },
    }),
    target,
  );
}

const BILLING_TITLES = { invoice: 'Invoice', payment: 'Payment', subscription: 'Subscription' } as const;

/** @param amount in the currency's unit, not in cents */
export function dispatchBillingEvent(
  kind: keyof typeof BILLING_TITLES,
  details: Details,
  amount?: number,
  target?: Target,
): Promise<DispatchResult> {
  return dispatch(
    () => ({
      category: 'BILLING',
      eventType: WEBHOOK_EVENTS.BILLING_EVENT,
      data: { kind, details: textOf(details), ...(amount !== undefined && { amount }) },
      embed: {
        title: BILLING_TITLES[kind],
        ...(typeof details === 'string' && details !== '' && { description: details }),
        color: EMBED_COLORS.good,
        fields: fieldsOf({ ...(typeof details === 'object' && details), Amount: amount?.toFixed(2) }),
      },
    }),
    target,
  );
}
