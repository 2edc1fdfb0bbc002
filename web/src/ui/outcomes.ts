/** Label and colour of each outcome for a person. */
export const PERSON_OUTCOMES = {
  notified: { label: 'Notified', color: 'green' },
  actor: { label: 'Made the change', color: 'gray' },
  inactive: { label: 'Deactivated', color: 'gray' },
  no_access: { label: 'No access', color: 'gray' },
  muted: { label: 'Muted', color: 'gray' },
  switched_off: { label: 'Switched off', color: 'gray' },
} as const;

/** Label and colour of each state of a delivery. */
export const DELIVERY_LOOKS = {
  pending: { label: 'Waiting', color: 'yellow' },
  // It failed and will be tried again.
  sending: { label: 'Retrying', color: 'orange' },
  held: { label: 'Held', color: 'gray' },
  success: { label: 'Delivered', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
  cancelled: { label: 'Cancelled', color: 'gray' },
} as const;

/** The same for what became of an event at a webhook. */
export const WEBHOOK_OUTCOMES = {
  delivered: DELIVERY_LOOKS.success,
  pending: DELIVERY_LOOKS.pending,
  held: DELIVERY_LOOKS.held,
  failed: DELIVERY_LOOKS.failed,
  cancelled: DELIVERY_LOOKS.cancelled,
  not_matched: { label: 'Does not match', color: 'gray' },
  paused: { label: 'Paused', color: 'gray' },
} as const;
