import { Badge, Button, Group, Paper, ScrollArea, Text as Words } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { Copy } from '../ui/copy.js';
import { Failure, Loading } from '../ui/states.js';
import { Time } from '../ui/time.js';
import { quarantinedQuery, type Quarantined } from './queries.js';
import classes from './queue.module.css';

/** Pixels. */
const MAX_PAYLOAD_HEIGHT = 320;

interface QuarantinedItemProps {
  readonly event: Quarantined;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
}

/** The event, why it is here, and what can be done. */
export function QuarantinedItem({ event, onRetry, onDiscard }: QuarantinedItemProps) {
  const t = useT();
  const formats = useFormats();
  const [isOpen, { toggle }] = useDisclosure(false);
  const { id, type, error, consumer, sqlstate, tries } = event;
  return (
    <Paper withBorder p="sm" component="li" aria-label={type}>
      <Group gap="xs">
        <Words ff="monospace" size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {type}
        </Words>
        {tries > 1 && (
          <Badge size="sm" variant="light" color="gray">
            {t('{count, plural, one {# try} other {# tries}}', { count: tries })}
          </Badge>
        )}
        <Words size="xs" c="dimmed">
          <Time at={event.quarantined_at} />
        </Words>
        <Group gap="xs" ml="auto">
          <Button size="compact-sm" variant="default" aria-expanded={isOpen} onClick={toggle}>
            {t('Payload')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('Retry')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onDiscard}>
            {t('Discard')}
          </Button>
        </Group>
      </Group>
      <Words size="sm" mt={4} style={{ overflowWrap: 'anywhere' }}>
        {error}
      </Words>
      <Words size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {[consumer, sqlstate === null ? null : `SQLSTATE ${sqlstate}`, id].filter((part) => part !== null).join(' · ')}
      </Words>
      <Words size="xs" c="dimmed">
        {t('Happened {at}', { at: formats.exact(new Date(event.occurred_at)) })}
      </Words>
      {isOpen && <Payload id={id} />}
    </Paper>
  );
}

function Payload({ id }: { id: string }) {
  const t = useT();
  const { data, error, refetch } = useQuery(quarantinedQuery(id));
  if (data === undefined)
    return error === null ? <Loading rows={1} /> : <Failure error={error} onRetry={() => void refetch()} />;
  if (data.payload === null) return <Words size="sm">{t('The payload is past retention. Discard the event.')}</Words>;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" mt="xs">
      <ScrollArea.Autosize mah={MAX_PAYLOAD_HEIGHT} flex={1} viewportProps={{ tabIndex: 0 }}>
        <pre className={classes['payload']}>{readable(data.payload)}</pre>
      </ScrollArea.Autosize>
      <Copy value={data.payload} what={t('Copy the payload')} />
    </Group>
  );
}

/** It may be here because it is not JSON. */
function readable(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
