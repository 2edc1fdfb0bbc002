import { Anchor, Badge, Button, Group, Text as Words } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useFormats } from '../i18n/format.js';
import { useT } from '../i18n/text.js';
import { Time } from '../ui/time.js';
import { ResumeButton } from './resume-button.js';
import { failureShare, type QueuedEndpoint } from './queries.js';
import classes from './queue.module.css';

/** Pixels; all rows have the same height. */
export const ROW_HEIGHT = 64;

interface EndpointRowProps {
  readonly endpoint: QueuedEndpoint;
  readonly top: number;
  readonly onRetry: (webhookId: string) => void;
}

export const EndpointRow = memo(function EndpointRow({ endpoint, top, onRetry }: EndpointRowProps) {
  const t = useT();
  const { id, name, active, health } = endpoint;
  const share = failureShare(endpoint);
  return (
    <li className={classes['row']} style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }} aria-label={name}>
      <Group gap="xs" wrap="nowrap">
        <Anchor
          component={Link}
          to="/deliveries"
          search={{ webhook_id: id } as never}
          className={classes['name']}
          size="sm"
          fw={600}
          dir="auto"
        >
          {name}
        </Anchor>
        {!active && <Sign label={t('Paused')} color="gray" />}
        {health.state === 'failing' && <Sign label={t('Failing')} color="red" />}
        {!active && <ResumeButton id={id} name={name} />}
        {active && (share ?? 0) > 0 && (
          <Button
            size="compact-xs"
            variant="default"
            ml="auto"
            style={{ flex: 'none' }}
            aria-label={t('Retry failed deliveries of {name}', { name })}
            onClick={() => onRetry(id)}
          >
            {t('Retry failed')}
          </Button>
        )}
      </Group>
      <Group gap="sm" wrap="nowrap">
        <Share share={share} />
        <Waiting endpoint={endpoint} />
      </Group>
    </li>
  );
});

function Waiting({ endpoint: { health } }: { endpoint: QueuedEndpoint }) {
  const t = useT();
  const formats = useFormats();
  const { pending, held, oldest_due_at: oldest } = health;
  return (
    <Words size="xs" truncate>
      {pending > 0 && t('{count} waiting', { count: formats.number(pending) })}
      {pending > 0 && oldest !== null && (
        <>
          {' · '}
          {t('oldest due')} <Time at={oldest} isPlanned />
        </>
      )}
      {pending > 0 && held > 0 && ' · '}
      {held > 0 && t('{count} held', { count: formats.number(held) })}
    </Words>
  );
}

/** For the attempts of the last 24 hours. The bar repeats the text. */
function Share({ share }: { share: number | null }) {
  const t = useT();
  const formats = useFormats();
  if (share === null) {
    return (
      <Words size="xs" c="dimmed">
        {t('No attempt in 24 hours')}
      </Words>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap" style={{ flex: 'none' }}>
      <svg className={classes['share']} height="8" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
        <rect className={classes['track']} width="100" height="8" />
        <rect className={classes['bar']} width={share * 100} height="8" />
      </svg>
      <Words size="xs">{t('{share} failed', { share: formats.percent(share) })}</Words>
    </Group>
  );
}

function Sign({ label, color }: { label: string; color: string }) {
  return (
    <Badge size="sm" variant="light" color={color} style={{ flex: 'none' }}>
      {label}
    </Badge>
  );
}
