import type { Alert, Asset, Company, Machine } from '@carillon/client';
import { IconBox, IconBuilding, IconDeviceDesktop, IconUrgent, type Icon } from '@tabler/icons-react';
import type { MessageId } from '../i18n/i18n.js';

export interface Records {
  companies: Company;
  assets: Asset;
  machines: Machine;
  alerts: Alert;
}

/** The name in the address, in `/api/…` and among the socket's rooms. */
export type Kind = keyof Records;
export const KINDS: readonly Kind[] = ['companies', 'assets', 'machines', 'alerts'];

export const KIND_TITLES: Readonly<Record<Kind, MessageId>> = {
  companies: 'Companies',
  assets: 'Assets',
  machines: 'Machines',
  alerts: 'Alerts',
};

export const KIND_ICONS: Readonly<Record<Kind, Icon>> = {
  companies: IconBuilding,
  assets: IconBox,
  machines: IconDeviceDesktop,
  alerts: IconUrgent,
};

export function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}
