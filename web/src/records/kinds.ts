import type { Alert, Asset, Company, Machine } from '@carillon/client';
import { IconBox, IconBuilding, IconDeviceDesktop, IconUrgent, type Icon } from '@tabler/icons-react';
import { msg, type MessageId } from '../i18n/i18n.js';

export interface Records {
  companies: Company;
  assets: Asset;
  machines: Machine;
  alerts: Alert;
}

/** As in the address, in `/api/…` and among the rooms of the socket. */
export type Kind = keyof Records;
export const KINDS: readonly Kind[] = ['companies', 'assets', 'machines', 'alerts'];

interface KindTexts {
  readonly title: MessageId;
  readonly icon: Icon;
  readonly create: MessageId;
  readonly none: MessageId;
  readonly noMatch: MessageId;
}

export const KIND_TEXTS: Readonly<Record<Kind, KindTexts>> = {
  companies: {
    title: msg('Companies'),
    icon: IconBuilding,
    create: msg('New company'),
    none: msg('There are no companies yet.'),
    noMatch: msg('No company matches these filters.'),
  },
  assets: {
    title: msg('Assets'),
    icon: IconBox,
    create: msg('New asset'),
    none: msg('There are no assets yet.'),
    noMatch: msg('No asset matches these filters.'),
  },
  machines: {
    title: msg('Machines'),
    icon: IconDeviceDesktop,
    create: msg('Register a machine'),
    none: msg('There are no machines yet.'),
    noMatch: msg('No machine matches these filters.'),
  },
  alerts: {
    title: msg('Alerts'),
    icon: IconUrgent,
    create: msg('New alert'),
    none: msg('There are no alerts yet.'),
    noMatch: msg('No alert matches these filters.'),
  },
};

export function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}
