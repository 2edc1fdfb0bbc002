import type { Alert, Machine } from '@carillon/client';
import { Code, Drawer, Group, Stack, Text as Words, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useT } from '../i18n/text.js';
import { useCompanyName } from '../ui/companies.js';
import { Time } from '../ui/time.js';
import { AlertActions, MachineActions } from './decisions.js';
import { ALERT_LOOKS, MACHINE_LOOKS, SEVERITY_LOOKS } from './labels.js';
import { machineHistoryQuery } from './queries.js';
import { StateBadge } from './record-row.js';
import classes from './record-row.module.css';

/** For kinds that are decided on and not edited. */
export function RecordDrawer({ record, onClose }: { record: Machine | Alert; onClose: () => void }) {
  const t = useT();
  const isMachine = 'hostname' in record;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={isMachine ? t('Machine') : t('Alert')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {isMachine ? <MachineFacts machine={record} /> : <AlertFacts alert={record} />}
    </Drawer>
  );
}

function MachineFacts({ machine }: { machine: Machine }) {
  const t = useT();
  const company = useCompanyName(machine.company_id);
  const { data: history = [] } = useQuery(machineHistoryQuery(machine.id));
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Words fw={600} style={{ overflowWrap: 'anywhere' }}>
          {machine.hostname}
        </Words>
        <StateBadge look={MACHINE_LOOKS[machine.status]} />
        {machine.status === 'pending' && (
          <Group gap={4} ml="auto">
            <MachineActions machine={machine} />
          </Group>
        )}
      </Group>
      <Facts
        facts={[
          [t('IP address'), machine.ip_address],
          [t('Operating system'), machine.operating_system],
          [t('Company'), company],
          [t('Registered by'), machine.registered_by],
        ]}
      />
      <Title order={2} size="h5">
        {t('History')}
      </Title>
      {history.map(({ id, action, created_at: at }) => (
        <Words key={id} size="sm">
          {action} · <Time at={at} />
        </Words>
      ))}
    </Stack>
  );
}

function AlertFacts({ alert }: { alert: Alert }) {
  const t = useT();
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <StateBadge look={SEVERITY_LOOKS[alert.severity]} />
        <StateBadge look={ALERT_LOOKS[alert.status]} />
        {alert.status === 'active' && (
          <Group gap={4} ml="auto">
            <AlertActions alert={alert} />
          </Group>
        )}
      </Group>
      <Words dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {alert.message}
      </Words>
      <Facts
        facts={[
          [t('Type'), alert.alert_type],
          [t('Source'), alert.source],
          [t('Triggered'), <Time key="at" at={alert.created_at} />],
          [t('Resolved by'), alert.resolved_by],
          [t('Resolved'), alert.resolved_at === null ? null : <Time key="resolved" at={alert.resolved_at} />],
        ]}
      />
      {alert.details !== null && (
        <>
          <Title order={2} size="h5">
            {t('Details')}
          </Title>
          <Code block className={classes['details']} tabIndex={0}>
            {JSON.stringify(alert.details, null, 2)}
          </Code>
        </>
      )}
    </Stack>
  );
}

/** Null fields are not shown. */
function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl style={{ margin: 0 }}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <Group key={name} gap="xs" align="baseline" wrap="nowrap">
            <Words component="dt" size="sm" c="dimmed" w={140} style={{ flex: 'none' }}>
              {name}
            </Words>
            <Words component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere', minWidth: 0 }} dir="auto">
              {value}
            </Words>
          </Group>
        ))}
    </dl>
  );
}
