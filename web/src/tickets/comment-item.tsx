import type { Attachment } from '@carillon/client';
import { ActionIcon, Avatar, Badge, Button, Group, Menu, Paper, Stack, Text as Words, Textarea } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { client } from '../api/client.js';
import { isStaff, useMe } from '../api/me.js';
import { useT } from '../i18n/text.js';
import { notifyFailed } from '../ui/notify.js';
import { Time } from '../ui/time.js';
import { FileLink } from './file-link.js';
import { Content } from './people.js';
import type { ThreadComment } from './queries.js';

interface CommentItemProps {
  readonly comment: ThreadComment;
  readonly parent: ThreadComment | undefined;
  readonly files: readonly Attachment[];
  readonly onReply: (comment: ThreadComment) => void;
}

export const CommentItem = memo(function CommentItem({ comment, parent, files, onReply }: CommentItemProps) {
  const t = useT();
  const [isEditing, setEditing] = useState(false);
  const author = comment.author_name ?? t('Deleted user');
  return (
    <Paper
      component="li"
      withBorder
      p="sm"
      id={`comment-${comment.id}`}
      className={comment.internal ? 'comment comment-internal' : 'comment'}
    >
      <Group gap="xs" wrap="nowrap" align="center">
        <Avatar size="sm" name={author} color="initials" aria-hidden />
        <Words size="sm" fw={600} truncate dir="auto">
          {author}
        </Words>
        {comment.internal && (
          <Badge size="sm" color="yellow" variant="light" className="badge">
            {t('Internal')}
          </Badge>
        )}
        <Words size="xs" c="dimmed" ml="auto" style={{ flex: 'none' }}>
          <Time at={comment.created_at} />
        </Words>
        {comment.deleted !== true && (
          <CommentMenu comment={comment} onEdit={() => setEditing(true)} onReply={() => onReply(comment)} />
        )}
      </Group>
      {parent !== undefined && (
        <Words size="xs" c="dimmed" truncate dir="auto" mt={4}>
          ↳ {parent.author_name ?? t('Deleted user')}: {parent.content.slice(0, 120)}
        </Words>
      )}
      {comment.deleted === true && (
        <Words size="sm" c="dimmed" fs="italic" mt="xs">
          {t('This comment was deleted.')}
        </Words>
      )}
      {comment.deleted !== true && isEditing && <Editor comment={comment} onClose={() => setEditing(false)} />}
      {comment.deleted !== true && !isEditing && <Content text={comment.content} />}
      {files.length > 0 && (
        <Group gap="xs" mt="xs">
          {files.map((file) => (
            <FileLink key={file.id} file={file} />
          ))}
        </Group>
      )}
    </Paper>
  );
});

function CommentMenu(props: { comment: ThreadComment; onEdit: () => void; onReply: () => void }) {
  const { comment, onEdit, onReply } = props;
  const t = useT();
  const me = useMe();
  const mayChange = isStaff(me) || comment.author_id === me.id;
  const act = (work: Promise<unknown>) =>
    work.catch((error: unknown) => notifyFailed(t('The comment was not changed.'), error));
  const path = { id: comment.id };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('Actions for the comment')}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onReply}>{t('Reply to this')}</Menu.Item>
        {mayChange && <Menu.Item onClick={onEdit}>{t('Edit')}</Menu.Item>}
        {isStaff(me) && (
          <Menu.Item
            onClick={() =>
              void act(client.patch('/api/comments/{id}', { path, body: { internal: !comment.internal } }))
            }
          >
            {comment.internal ? t('Make it public') : t('Make it internal')}
          </Menu.Item>
        )}
        {mayChange && (
          <Menu.Item color="red" onClick={() => void act(client.delete('/api/comments/{id}', { path }))}>
            {t('Delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Keeps the text when it cannot be saved, even if another person has changed the comment meanwhile. */
function Editor({ comment, onClose }: { comment: ThreadComment; onClose: () => void }) {
  const t = useT();
  const [start] = useState(comment.version);
  const [text, setText] = useState(comment.content);
  const [isSaving, setSaving] = useState(false);
  const isStale = comment.version !== start;
  const save = async () => {
    setSaving(true);
    try {
      const headers = { 'if-match': `"${comment.version}"` };
      await client.patch('/api/comments/{id}', { path: { id: comment.id }, body: { content: text }, headers });
      onClose();
    } catch (error) {
      notifyFailed(t('The comment was not changed.'), error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <Stack gap="xs" mt="xs">
      {isStale && (
        <Paper withBorder p="xs" role="alert">
          <Words size="xs" fw={600}>
            {t('It was changed meanwhile. This is what it says now:')}
          </Words>
          <Content text={comment.content} />
        </Paper>
      )}
      <Textarea
        aria-label={t('Edit')}
        autosize
        minRows={2}
        maxRows={16}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Group gap="xs">
        <Button size="xs" loading={isSaving} disabled={text.trim() === ''} onClick={() => void save()}>
          {t('Save')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
