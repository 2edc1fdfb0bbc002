import type { MessageId } from '../i18n/i18n.js';
import type { AlertStatus, MachineStatus, Severity } from './search.js';

interface Look {
  readonly label: MessageId;
  readonly color: string;
}

export const MACHINE_LOOKS: Readonly<Record<MachineStatus, Look>> = {
  pending: { label: 'Pending', color: 'yellow' },
  approved: { label: 'Approved', color: 'green' },
  denied: { label: 'Denied', color: 'red' },
};

export const ALERT_LOOKS: Readonly<Record<AlertStatus, Look>> = {
  active: { label: 'Active', color: 'red' },
  resolved: { label: 'Resolved', color: 'green' },
};

export const SEVERITY_LOOKS: Readonly<Record<Severity, Look>> = {
  info: { label: 'Info', color: 'blue' },
  low: { label: 'Low', color: 'gray' },
  medium: { label: 'Medium', color: 'yellow' },
  warning: { label: 'Warning', color: 'orange' },
  high: { label: 'High', color: 'orange' },
  error: { label: 'Error', color: 'red' },
  critical: { label: 'Critical', color: 'red' },
};
