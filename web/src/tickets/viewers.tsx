import type { TicketViewer } from '@carillon/client';
import { Avatar, Group, Text as Words } from '@mantine/core';
import { useT } from '../i18n/text.js';
import { useOtherViewers } from './presence.js';

const MAX_AVATARS = 5;
const MAX_NAMES = 3;

/** Who else looks at this ticket, and who writes an answer. Screen readers announce changes. */
export function Viewers({ ticketId }: { ticketId: string }) {
  const t = useT();
  const viewers = useOtherViewers(ticketId);
  const looking = viewers.filter(({ editing }) => !editing);
  const editing = viewers.filter((viewer) => viewer.editing);
  const sentences = [
    editing.length > 0 &&
      t('{count, plural, one {{names} is writing an answer.} other {{names} are writing an answer.}}', {
        count: editing.length,
        names: namesOf(editing),
      }),
    looking.length > 0 &&
      t('{count, plural, one {{names} is also viewing this.} other {{names} are also viewing this.}}', {
        count: looking.length,
        names: namesOf(looking),
      }),
  ];
  return (
    <Group gap="xs" wrap="nowrap" maw="100%">
      {viewers.length > 0 && (
        <Group aria-hidden gap={4} wrap="nowrap">
          {[...editing, ...looking].slice(0, MAX_AVATARS).map(({ user_id: id, name, editing: isEditing }) => (
            <Avatar
              key={id}
              size="sm"
              name={name}
              color="initials"
              title={name}
              {...(isEditing && { className: 'avatar-editing' })}
            />
          ))}
        </Group>
      )}
      <Words size="sm" role="status" dir="auto" style={{ overflowWrap: 'anywhere' }}>
        {sentences.filter((sentence) => sentence !== false).join(' ')}
      </Words>
    </Group>
  );
}

function namesOf(viewers: readonly TicketViewer[]): string {
  const names = viewers.slice(0, MAX_NAMES).map(({ name }) => name);
  const more = viewers.length - names.length;
  return [...names, ...(more > 0 ? [`+${more}`] : [])].join(', ');
}
