import { Code, Group, Text as Words } from '@mantine/core';
import { useT } from '../i18n/text.js';
import { Copy } from '../ui/copy.js';
import type { Kind } from './kinds.js';

const EXAMPLES: Readonly<Record<Kind, { path: string; body: object }>> = {
  companies: { path: '/api/companies', body: { name: 'Acme' } },
  assets: { path: '/api/assets', body: { name: 'db-1', asset_type: 'server', description: 'PostgreSQL, rack 4' } },
  machines: {
    path: '/api/machines/register',
    body: { hostname: 'desk-17.acme.local', ip_address: '10.0.4.17', operating_system: 'Debian 13' },
  },
  alerts: {
    path: '/api/alerts',
    body: { message: 'Disk 93 % full', alert_type: 'disk', severity: 'high', source: 'backup-3' },
  },
};

/** Most records come from programs: shows the request that adds one, for a terminal. */
export function AddByCurl({ kind }: { kind: Kind }) {
  const t = useT();
  const { path, body } = EXAMPLES[kind];
  const command = [
    `curl -X POST ${location.origin}${path}`,
    `-H 'authorization: Bearer ck_YOUR_API_KEY'`,
    `-H 'content-type: application/json'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(' \\\n  ');
  return (
    <>
      <Words size="sm">{t('Add one here, or through the API.')}</Words>
      <Group gap="xs" wrap="nowrap" align="flex-start" maw="100%">
        <Code block ta="left" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {command}
        </Code>
        <Copy value={command} what={t('Copy the command')} />
      </Group>
    </>
  );
}
