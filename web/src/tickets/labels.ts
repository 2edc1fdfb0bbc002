import type { MessageId } from '../i18n/i18n.js';
import type { Priority, Status } from './filters.js';

export const STATUS_LABELS: Readonly<Record<Status, MessageId>> = {
  open: 'Open',
  in_progress: 'In progress',
  pending: 'Pending',
  on_hold: 'On hold',
  resolved: 'Resolved',
  closed: 'Closed',
};

export const PRIORITY_LABELS: Readonly<Record<Priority, MessageId>> = {
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  urgent: 'Urgent',
};

export const STATUS_COLORS: Readonly<Record<Status, string>> = {
  open: 'blue',
  in_progress: 'indigo',
  pending: 'yellow',
  on_hold: 'gray',
  resolved: 'green',
  closed: 'gray',
};

export const PRIORITY_COLORS: Readonly<Record<Priority, string>> = {
  low: 'gray',
  normal: 'gray',
  high: 'orange',
  urgent: 'red',
};
