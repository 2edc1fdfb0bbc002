import type { Comment, Ticket } from '@carillon/client';
import { Alert, Button, FileButton, Group, Kbd, Paper, SegmentedControl, Stack, Text as Words } from '@mantine/core';
import { IconPaperclip, IconSend, IconX } from '@tabler/icons-react';
import { useRef, useState, type ClipboardEvent, type DragEvent } from 'react';
import { isStaff, useMe } from '../api/me.js';
import { useShortcuts } from '../app/shortcuts.js';
import { msg } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { useDraft } from '../ui/use-draft.js';
import { MentionField } from './mention-field.js';
import { Content } from './people.js';
import type { ThreadComment } from './queries.js';
import { useSayTyping } from './typing.js';
import { UploadList } from './upload-list.js';
import { useSendComment } from './use-send-comment.js';
import { useUploads } from './use-uploads.js';

type Audience = 'public' | 'internal';

interface ComposerProps {
  readonly ticket: Ticket;
  readonly replyTo: ThreadComment | null;
  readonly onReplyEnd: () => void;
  /** Called at every change: whether there is something to send. */
  readonly onWrite: (isWriting: boolean) => void;
  /** After the comment has been sent. */
  readonly onResolve: () => void;
}

/** An answer, or an internal note. Text is kept until it has been sent. */
export function Composer({ ticket, replyTo, onReplyEnd, onWrite, onResolve }: ComposerProps) {
  const t = useT();
  const me = useMe();
  const place = `${me.id}:ticket:${ticket.id}`;
  const [text, setText] = useDraft(place);
  const [audience, setAudience] = useState<Audience>('public');
  const field = useRef<HTMLTextAreaElement>(null);
  const sayTyping = useSayTyping(ticket.id);
  const uploads = useUploads(ticket.id);
  const isInternal = audience === 'internal';
  const write = (value: string) => {
    setText(value);
    onWrite(value.trim() !== '');
  };
  const { send, newer, isSending } = useSendComment(ticket.id, text, () => write(''));
  const isEmpty = text.trim() === '';
  const submit = async (): Promise<boolean> => {
    if (isEmpty || isSending) return false;
    const isSent = await send({ internal: isInternal, parentId: replyTo?.id ?? null });
    if (isSent) onReplyEnd();
    field.current?.focus();
    return isSent;
  };
  const sendAndResolve = async () => (isEmpty || (await submit())) && onResolve();
  useShortcuts([
    { keys: 'r', label: msg('Write an answer'), run: () => field.current?.focus() },
    { keys: 'mod+Enter', label: msg('Send'), run: () => void submit() },
    ...(isStaff(me)
      ? [
          {
            keys: 'mod+alt+Enter',
            label: msg('Send, resolve, and open the next ticket'),
            run: () => void sendAndResolve(),
          },
        ]
      : []),
  ]);
  return (
    <Paper
      withBorder
      p="sm"
      className={isInternal ? 'composer comment-internal' : 'composer'}
      {...takesFiles(uploads.add)}
    >
      <Stack gap="xs">
        <Newer comments={newer} />
        {replyTo !== null && <ReplyLine replyTo={replyTo} onEnd={onReplyEnd} />}
        {isStaff(me) && <AudienceSwitch audience={audience} onChange={setAudience} />}
        <MentionField
          ref={field}
          place={place}
          label={isInternal ? t('Internal note') : t('Answer')}
          text={text}
          isLocked={isSending}
          onChange={(value) => {
            write(value);
            sayTyping(isInternal);
          }}
        />
        <UploadList uploads={uploads} />
        <Actions
          isEmpty={isEmpty}
          isSending={isSending}
          mayResolve={isStaff(me) && ticket.status !== 'resolved' && ticket.status !== 'closed'}
          onFiles={uploads.add}
          onSend={() => void submit()}
          onResolve={() => void sendAndResolve()}
        />
      </Stack>
    </Paper>
  );
}

function AudienceSwitch(props: { audience: Audience; onChange: (audience: Audience) => void }) {
  const { audience, onChange } = props;
  const t = useT();
  return (
    <SegmentedControl
      aria-label={t('Visible to')}
      size="xs"
      value={audience}
      onChange={(value) => onChange(value === 'internal' ? 'internal' : 'public')}
      data={[
        { value: 'public', label: t('Answer') },
        { value: 'internal', label: t('Internal note') },
      ]}
    />
  );
}

/** Files dropped on it or pasted into it. */
function takesFiles(add: (files: readonly File[]) => void) {
  return {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      add([...event.dataTransfer.files]);
    },
    onPaste: ({ clipboardData: { files } }: ClipboardEvent) => {
      if (files.length > 0) add([...files]);
    },
  };
}

/** Comments that others wrote meanwhile, above the unsent draft. */
function Newer({ comments }: { comments: readonly Comment[] }) {
  const t = useT();
  if (comments.length === 0) return null;
  return (
    <Alert color="yellow" role="alert" title={t('There is a newer answer. Yours was not sent, and is kept below.')}>
      {comments.map((comment) => (
        <div key={comment.id}>
          <Words size="sm" fw={600}>
            {comment.author_name ?? t('Deleted user')}
          </Words>
          <Content text={comment.content} />
        </div>
      ))}
    </Alert>
  );
}

function ReplyLine({ replyTo, onEnd }: { replyTo: ThreadComment; onEnd: () => void }) {
  const t = useT();
  return (
    <Group gap="xs" wrap="nowrap">
      <Words size="xs" c="dimmed" truncate dir="auto">
        ↳ {replyTo.author_name}: {replyTo.content.slice(0, 120)}
      </Words>
      <Button size="compact-xs" variant="subtle" onClick={onEnd} leftSection={<IconX size={12} aria-hidden />}>
        {t('Cancel the reply')}
      </Button>
    </Group>
  );
}

interface ActionsProps {
  readonly isEmpty: boolean;
  readonly isSending: boolean;
  readonly mayResolve: boolean;
  readonly onFiles: (files: File[]) => void;
  readonly onSend: () => void;
  readonly onResolve: () => void;
}

function Actions({ isEmpty, isSending, mayResolve, onFiles, onSend, onResolve }: ActionsProps) {
  const t = useT();
  return (
    <Group gap="xs" justify="space-between">
      <FileButton multiple onChange={onFiles}>
        {(props) => (
          <Button {...props} size="xs" variant="default" leftSection={<IconPaperclip size={14} aria-hidden />}>
            {t('Add files')}
          </Button>
        )}
      </FileButton>
      <Group gap="xs">
        {mayResolve && (
          <Button size="xs" variant="default" disabled={isSending} onClick={onResolve}>
            {isEmpty ? t('Resolve and next') : t('Send, resolve and next')}
          </Button>
        )}
        <Button
          size="xs"
          loading={isSending}
          disabled={isEmpty}
          leftSection={<IconSend size={14} aria-hidden />}
          rightSection={<Kbd size="xs">Ctrl ↵</Kbd>}
          onClick={onSend}
        >
          {t('Send')}
        </Button>
      </Group>
    </Group>
  );
}
