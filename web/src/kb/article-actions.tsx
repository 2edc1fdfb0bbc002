import type { Article } from '@carillon/client';
import { ActionIcon, Button, Group, Kbd, Menu, Modal, Stack, Text as Words } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconWorld } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { msg, type MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import type { ArticleStatus } from './search.js';
import { useArticleActions } from './use-article-actions.js';

const CHANGES: readonly (readonly [ArticleStatus, MessageId])[] = [
  ['public', msg('Publish for everyone')],
  ['internal', msg('Publish for staff only')],
  ['draft', msg('Back to draft')],
  ['archived', msg('Archive')],
];

/** For staff. */
export function ArticleActions({ article, onEdit }: { article: Article; onEdit: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const { setStatus, remove } = useArticleActions(article);
  const [isAsking, { open, close }] = useDisclosure(false);
  const removeIt = async () => {
    close();
    if (await remove()) await navigate({ to: '/kb' });
  };
  return (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        rightSection={<Kbd size="xs">e</Kbd>}
        onClick={onEdit}
      >
        {t('Edit')}
      </Button>
      {article.status !== 'public' && (
        <Button leftSection={<IconWorld size={16} aria-hidden />} onClick={() => void setStatus('public')}>
          {t('Publish')}
        </Button>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('More for this article')}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {CHANGES.filter(([status]) => status !== article.status).map(([status, label]) => (
            <Menu.Item key={status} onClick={() => void setStatus(status)}>
              {t(label)}
            </Menu.Item>
          ))}
          <Menu.Item color="red" onClick={open}>
            {t('Delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isAsking}
        onClose={close}
        title={t('Delete this article?')}
        closeButtonProps={{ 'aria-label': t('Close') }}
      >
        <Stack gap="md">
          <Words size="sm">
            {t('The article will be gone for everyone and cannot be restored. An archived article can.')}
          </Words>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" data-autofocus onClick={close}>
              {t('Cancel')}
            </Button>
            <Button color="red" onClick={() => void removeIt()}>
              {t('Delete')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  );
}
