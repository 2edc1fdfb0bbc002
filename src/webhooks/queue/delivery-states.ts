/** As stored. `retry`: tried, and due again later. */
export const DELIVERY_STATES = ['pending', 'retry', 'held', 'success', 'failed', 'cancelled'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** As REST shows them: `sending` is `retry`. */
export const DELIVERY_STATUSES = ['pending', 'sending', 'held', 'success', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export function toStatus(state: DeliveryState): DeliveryStatus {
  return state === 'retry' ? 'sending' : state;
}

export function toState(status: DeliveryStatus): DeliveryState {
  return status === 'sending' ? 'retry' : status;
}
