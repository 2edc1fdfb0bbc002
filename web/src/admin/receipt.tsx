import type { components } from '@carillon/client';
import { Alert, Button, Group, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { Copy } from '../ui/copy.js';
import { Dialog } from '../ui/dialog.js';
import { Refusal } from '../ui/refusal.js';
import { reasonOf } from '../ui/states.js';
import { Time } from '../ui/time.js';

const COUNTS = {
  events: 'Events',
  notifications: 'Notifications',
  deliveries: 'Deliveries',
  attempts: 'Attempts',
  attachments: 'Files',
  comments: 'Comments',
  tickets: 'Tickets',
} as const;

interface ReceiptProps {
  readonly receipt: components['schemas']['ErasureReceipt'];
  readonly name: string;
  readonly onAgain: () => Promise<void>;
  readonly onClose: () => void;
}

/** Counts of what was erased, for the records of the person responsible. */
export function Receipt({ receipt, name, onAgain, onClose }: ReceiptProps) {
  const t = useT();
  const formats = useFormats();
  const [refusal, setRefusal] = useState<string | null>(null);
  const again = () => onAgain().catch((error: unknown) => setRefusal(reasonOf(error)));
  return (
    <Dialog onClose={onClose} closeOnClickOutside={false} title={t('Receipt: the data of {name}', { name })}>
      <Stack gap="sm">
        {!receipt.complete && (
          <Alert color="yellow" role="alert" title={t('Not everything is erased yet.')}>
            <Button size="xs" onClick={() => void again()}>
              {t('Continue')}
            </Button>
          </Alert>
        )}
        <Refusal>{refusal}</Refusal>
        <Table>
          <Table.Tbody>
            <Table.Tr>
              <Table.Th scope="row">{t('Erased')}</Table.Th>
              <Table.Td ta="end">
                <Time at={receipt.erased_at} />
              </Table.Td>
            </Table.Tr>
            {Object.entries(COUNTS).map(([field, label]) => (
              <Table.Tr key={field}>
                <Table.Th scope="row">{t(label)}</Table.Th>
                <Table.Td ta="end">{formats.number(receipt[field as keyof typeof COUNTS])}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Group justify="flex-end" gap="xs">
          <Copy value={JSON.stringify(receipt, null, 2)} what={t('Copy the receipt')} />
          <Button onClick={onClose}>{t('Close')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
