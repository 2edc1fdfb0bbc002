import type { Article } from '@carillon/client';
import { Alert, Button, Grid, Group, Kbd, Paper, Stack, Text as Words, Textarea, TextInput } from '@mantine/core';
import { useDeferredValue } from 'react';
import { useShortcuts } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { ArticleText } from './article-text.js';
import { ConflictCard } from './conflict-card.js';
import type { ArticleStatus } from './search.js';
import { useArticleDraft, type ArticleDraft } from './use-article-draft.js';
import { useSaveArticle } from './use-save-article.js';

interface ArticleEditorProps {
  /** Null: a new one. */
  readonly article: Article | null;
  /** Deleted while it was being edited: saving creates a new article. */
  readonly isGone?: boolean;
  readonly onSaved: (article: Article) => void;
  readonly onClose: () => void;
}

/** Title, category and Markdown, with a preview. Text is kept until it is saved. */
export function ArticleEditor({ article, isGone = false, onSaved, onClose }: ArticleEditorProps) {
  const t = useT();
  const draft = useArticleDraft(article);
  const { save, isSaving, errors } = useSaveArticle(isGone ? null : article);
  const isConflict = draft.isOvertaken && !isGone;
  const submit = async (status?: ArticleStatus) => {
    if (isSaving) return;
    const saved = await save({ texts: draft.texts, ...(status !== undefined && { status }) });
    if (saved === null) return;
    draft.discard();
    onSaved(saved);
  };
  const isPublic = article?.status === 'public' && !isGone;
  useShortcuts([{ keys: 'mod+Enter', label: msg('Save'), run: () => void (isConflict || submit()) }]);
  return (
    <Stack gap="md">
      {isGone && (
        <Alert color="yellow" role="alert">
          {t('The article was deleted meanwhile. Your draft is kept; saving it makes a new article.')}
        </Alert>
      )}
      {isConflict && article !== null && (
        <ConflictCard
          article={article}
          isSaving={isSaving}
          onOverwrite={() => void submit()}
          onDiscard={draft.discard}
        />
      )}
      {errors.rest !== null && !isConflict && (
        <Alert color="red" role="alert" variant="light">
          {errors.rest}
        </Alert>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Fields draft={draft} errors={errors.fields} isLocked={isSaving} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Preview body={draft.texts.body} />
        </Grid.Col>
      </Grid>
      <Group gap="xs" justify="flex-end">
        {draft.isChanged && !isConflict && (
          <Button variant="subtle" color="red" onClick={draft.discard}>
            {t('Discard draft')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {draft.isChanged ? t('Close and keep the draft') : t('Close')}
        </Button>
        {!isPublic && (
          <Button variant="default" loading={isSaving} disabled={isConflict} onClick={() => void submit('public')}>
            {t('Save and publish')}
          </Button>
        )}
        <Button
          loading={isSaving}
          disabled={isConflict}
          rightSection={
            <Kbd size="xs" aria-hidden>
              Ctrl ↵
            </Kbd>
          }
          onClick={() => void submit()}
        >
          {t('Save')}
        </Button>
      </Group>
    </Stack>
  );
}

interface FieldsProps {
  readonly draft: ArticleDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly isLocked: boolean;
}

function Fields({ draft: { texts, change }, errors, isLocked }: FieldsProps) {
  const t = useT();
  return (
    <Stack gap="sm">
      <TextInput
        label={t('Title')}
        required
        dir="auto"
        maxLength={200}
        readOnly={isLocked}
        error={errors['title']}
        value={texts.title}
        onChange={({ currentTarget }) => change({ title: currentTarget.value })}
      />
      <TextInput
        label={t('Category')}
        dir="auto"
        maxLength={100}
        readOnly={isLocked}
        error={errors['category']}
        value={texts.category}
        onChange={({ currentTarget }) => change({ category: currentTarget.value })}
      />
      <Textarea
        label={t('Text')}
        description={t('In Markdown: # heading, **bold**, - list, [link](https://…)')}
        autosize
        dir="auto"
        minRows={12}
        maxRows={22}
        readOnly={isLocked}
        error={errors['body']}
        value={texts.body}
        onChange={({ currentTarget }) => change({ body: currentTarget.value })}
      />
    </Stack>
  );
}

function Preview({ body }: { body: string }) {
  const t = useT();
  // Typing has priority; a long text is laid out when there is time.
  const shown = useDeferredValue(body);
  return (
    <section aria-label={t('Preview')}>
      <Words size="sm" fw={600} mb={4} aria-hidden>
        {t('Preview')}
      </Words>
      <Paper withBorder p="md">
        <ArticleText body={shown} />
      </Paper>
    </section>
  );
}
