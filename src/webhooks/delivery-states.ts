/** As the queue has them. `retry`: tried, and due again. */
export const DELIVERY_STATES = ['pending', 'retry', 'held', 'success', 'failed', 'cancelled'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** As answers have them: who reads does not care whether the next attempt is the first. */
export const DELIVERY_STATUSES = ['pending', 'sending', 'held', 'success', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export function toStatus(state: DeliveryState): DeliveryStatus {
  return state === 'retry' ? 'sending' : state;
}

export function toState(status: DeliveryStatus): DeliveryState {
  return status === 'sending' ? 'retry' : status;
}
