/** Label and colour of each outcome for a person. */
export const PERSON_OUTCOMES = {
  notified: { label: 'Notified', color: 'green' },
  actor: { label: 'Made the change', color: 'gray' },
  inactive: { label: 'Deactivated', color: 'gray' },
  no_access: { label: 'No access', color: 'gray' },
  muted: { label: 'Muted', color: 'gray' },
  switched_off: { label: 'Switched off', color: 'gray' },
} as const;

/** The same for a webhook. */
export const WEBHOOK_OUTCOMES = {
  delivered: { label: 'Delivered', color: 'green' },
  pending: { label: 'Waiting', color: 'yellow' },
  held: { label: 'Held', color: 'gray' },
  failed: { label: 'Failed', color: 'red' },
  cancelled: { label: 'Cancelled', color: 'gray' },
  not_matched: { label: 'Does not match', color: 'gray' },
  paused: { label: 'Paused', color: 'gray' },
} as const;
