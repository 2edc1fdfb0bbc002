import { Badge, Group, Text as Words, UnstyledButton } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import type { Alert, Asset, Machine } from '@carillon/client';
import { useT } from '../i18n/text.js';
import { useCompanyName } from '../ui/companies.js';
import { Time } from '../ui/time.js';
import { AlertActions, MachineActions } from './decisions.js';
import type { Kind, Records } from './kinds.js';
import { ALERT_LOOKS, MACHINE_LOOKS, SEVERITY_LOOKS } from './labels.js';
import classes from './record-row.module.css';

/** Pixels; all rows have the same height. */
export const ROW_HEIGHT = 64;

interface RecordRowProps {
  readonly kind: Kind;
  readonly record: Records[Kind];
  readonly top: number;
  /** False: it was changed and no longer matches the list's filters. */
  readonly isMatch: boolean;
  readonly onOpen: (id: string) => void;
}

export const RecordRow = memo(function RecordRow({ kind, record, top, isMatch, onOpen }: RecordRowProps) {
  const { title, badges, facts, actions } = partsOf(kind, record);
  return (
    <li
      className={classes['row']}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
      data-faded={isMatch ? undefined : true}
    >
      <UnstyledButton className={classes['open']} onClick={() => onOpen(record.id)}>
        <Group gap="xs" wrap="nowrap">
          <Words size="sm" fw={600} truncate dir="auto">
            {title}
          </Words>
          {badges}
          {facts === undefined && <Since at={record.created_at} />}
        </Group>
        {facts !== undefined && (
          <Group gap="xs" wrap="nowrap">
            <Words size="xs" c="dimmed" truncate dir="auto">
              {facts}
            </Words>
            <Since at={record.created_at} />
          </Group>
        )}
      </UnstyledButton>
      {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
    </li>
  );
});

function Since({ at }: { at: string }) {
  return (
    <Words size="xs" c="dimmed" ml="auto" style={{ flex: 'none' }}>
      <Time at={at} />
    </Words>
  );
}

interface Parts {
  readonly title: string;
  readonly badges?: ReactNode;
  readonly facts?: ReactNode;
  readonly actions?: ReactNode;
}

function partsOf(kind: Kind, record: Records[Kind]): Parts {
  // Safe: the record is of the list's kind.
  return PARTS[kind](record as never);
}

const PARTS: { readonly [K in Kind]: (record: Records[K]) => Parts } = {
  companies: ({ name }) => ({ title: name }),
  assets: assetParts,
  machines: machineParts,
  alerts: alertParts,
};

function assetParts({ name, asset_type: type, status, description, company_id: company }: Asset): Parts {
  return {
    title: name,
    badges: (
      <Badge size="sm" variant="light" color="gray" className="badge">
        {status}
      </Badge>
    ),
    facts: (
      <>
        {type}
        <CompanyFact id={company} />
        {description !== '' && ` · ${description}`}
      </>
    ),
  };
}

function machineParts(machine: Machine): Parts {
  const { hostname, ip_address: ip, operating_system: system, status, company_id: company } = machine;
  return {
    title: hostname,
    badges: <StateBadge look={MACHINE_LOOKS[status]} />,
    facts: (
      <>
        {ip} · {system}
        <CompanyFact id={company} />
      </>
    ),
    ...(status === 'pending' && { actions: <MachineActions machine={machine} /> }),
  };
}

function alertParts(alert: Alert): Parts {
  const { message, alert_type: type, severity, source, status } = alert;
  return {
    title: message,
    badges: (
      <>
        <StateBadge look={SEVERITY_LOOKS[severity]} />
        {status === 'resolved' && <StateBadge look={ALERT_LOOKS.resolved} />}
      </>
    ),
    facts: [type, source].filter((part) => part !== null).join(' · '),
    ...(status === 'active' && { actions: <AlertActions alert={alert} /> }),
  };
}

export function StateBadge({ look }: { look: (typeof MACHINE_LOOKS)['pending'] }) {
  const t = useT();
  return (
    <Badge size="sm" variant="light" color={look.color} style={{ flex: 'none' }}>
      {t(look.label)}
    </Badge>
  );
}

function CompanyFact({ id }: { id: string | null }) {
  const name = useCompanyName(id);
  return name === null ? null : <> · {name}</>;
}
