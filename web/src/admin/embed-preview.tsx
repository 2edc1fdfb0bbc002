import { Skeleton, Stack, Text as Words } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../i18n/text.js';
import { Failure } from '../ui/states.js';
import classes from './discord.module.css';
import { embedQuery, hex, type Category } from './system-webhook-queries.js';

/** A message of the category as Discord shows it; the server makes it from an event's example. */
export function EmbedPreview({ category }: { category: Category }) {
  const t = useT();
  const { data: embed, error, refetch } = useQuery(embedQuery(category.types[0] ?? 'webhook.test'));
  if (error !== null && embed === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (embed === undefined) return <Skeleton height={96} />;
  return (
    <Stack gap={4} component="figure" m={0}>
      <Words component="figcaption" size="xs" c="dimmed">
        {t('A message of {category}', { category: category.name })}
      </Words>
      <div className={classes['embed']} style={{ borderInlineStartColor: hex(embed.color) }}>
        {embed.title !== undefined && (
          <Words size="sm" fw={600}>
            {embed.title}
          </Words>
        )}
        {embed.description !== undefined && <Words size="sm">{embed.description}</Words>}
        {embed.fields?.map(({ name, value }) => (
          <Words key={name} size="xs">
            <b>{name}</b> {value}
          </Words>
        ))}
        {embed.footer !== undefined && (
          <Words size="xs" c="dimmed">
            {embed.footer.text}
          </Words>
        )}
      </div>
    </Stack>
  );
}
