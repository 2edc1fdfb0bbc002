import { Badge } from '@mantine/core';
import { msg, type MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import type { ArticleStatus } from './search.js';

export const STATUS_LABELS: Readonly<Record<ArticleStatus, MessageId>> = {
  draft: msg('Draft'),
  internal: msg('Internal'),
  public: msg('Public'),
  archived: msg('Archived'),
};

const COLORS: Readonly<Record<ArticleStatus, string>> = {
  draft: 'gray',
  internal: 'yellow',
  public: 'green',
  archived: 'gray',
};

export function ArticleStatusBadge({ status }: { status: ArticleStatus }) {
  const t = useT();
  return (
    <Badge size="sm" variant="light" autoContrast className="badge" color={COLORS[status]}>
      {t(STATUS_LABELS[status])}
    </Badge>
  );
}
