import { Group, Text as Words } from '@mantine/core';
import { IconTimelineEvent } from '@tabler/icons-react';
import { useT } from '../i18n/text.js';
import { Copy } from '../ui/copy.js';
import { Empty } from '../ui/states.js';
import classes from './json.module.css';

const TYPE = 'project.created';

interface NoEventProps {
  /** Whether filters are the cause. */
  readonly isFiltered: boolean;
  /** The filtered names; none: any. */
  readonly types: readonly string[];
}

/** Empty: shows how to send an event that would be listed. */
export function NoEvent({ isFiltered, types }: NoEventProps) {
  const t = useT();
  const type = types.find((name) => !name.includes('*')) ?? TYPE;
  const curl = [
    `curl -X POST ${location.origin}/api/events`,
    `-H "authorization: Bearer $CARILLON_KEY"`,
    `-H 'content-type: application/json'`,
    `-d '{"type":"${type}","data":{"id":"p-1","name":"First"}}'`,
  ].join(' \\\n  ');
  return (
    <Empty
      icon={IconTimelineEvent}
      title={isFiltered ? t('No event matches these filters.') : t('There are no events yet.')}
    >
      <Words size="sm">{t('Send one, with an API key or a token in CARILLON_KEY. It appears here at once.')}</Words>
      <Group gap="xs" wrap="nowrap" align="flex-start" maw="100%">
        <pre className={classes['json']} data-curl>
          {curl}
        </pre>
        <Copy value={curl} what={t('Copy the command')} />
      </Group>
    </Empty>
  );
}
