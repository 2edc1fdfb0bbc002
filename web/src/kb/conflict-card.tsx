import type { Article } from '@carillon/client';
import { Alert, Button, Group, Paper, Stack, Text as Words } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useT } from '../i18n/text.js';
import { ArticleText } from './article-text.js';

interface ConflictCardProps {
  /** The present version. */
  readonly article: Article;
  readonly isSaving: boolean;
  readonly onOverwrite: () => void;
  readonly onDiscard: () => void;
}

/** Another person saved first: the present text, above the draft, and the choice. */
export function ConflictCard({ article, isSaving, onOverwrite, onDiscard }: ConflictCardProps) {
  const t = useT();
  return (
    <Alert
      color="yellow"
      icon={<IconGitMerge aria-hidden />}
      role="alert"
      title={t('The article was changed meanwhile. Your draft is kept below.')}
    >
      <Stack gap="xs">
        <Words size="sm">{t('This is what it says now:')}</Words>
        <Paper
          withBorder
          p="sm"
          mah={280}
          style={{ overflowY: 'auto' }}
          tabIndex={0}
          role="region"
          aria-label={t('The newer version')}
        >
          <Words fw={600} dir="auto" mb="xs">
            {article.title}
          </Words>
          <ArticleText body={article.body} />
        </Paper>
        <Group gap="xs">
          <Button size="xs" loading={isSaving} onClick={onOverwrite}>
            {t('Save mine over it')}
          </Button>
          <Button size="xs" variant="default" onClick={onDiscard}>
            {t('Discard mine')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
