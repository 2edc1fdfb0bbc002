import { Checkbox, Drawer, Stack, Switch, Table, Text as Words } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/client.js';
import { msg, type MessageId } from '../i18n/i18n.js';
import { useT } from '../i18n/text.js';
import { notifyFailed } from '../ui/notify.js';
import { Failure, Loading } from '../ui/states.js';
import { INBOX, preferencesQuery, type EntryType, type Preferences } from './queries.js';
import { TYPE_NAMES, TYPES } from './type-names.js';

const CHANNELS = ['inbox', 'socket', 'webhook'] as const;
type Channel = (typeof CHANNELS)[number];
const CHANNEL_NAMES: Readonly<Record<Channel, MessageId>> = {
  inbox: msg('Inbox'),
  socket: msg('Live'),
  webhook: msg('Webhook'),
};
/** Sent by the person, to see all channels work. */
const ALWAYS: EntryType = 'webhook_test';

/** Which types use which channels. Each box is saved at once. */
export function PreferencesPanel({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size="lg"
      title={t('Preferences')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {isOpen && <Matrix />}
    </Drawer>
  );
}

function Matrix() {
  const t = useT();
  const { data, error, refetch } = useQuery(preferencesQuery);
  const save = useSave();
  if (data === undefined)
    return error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="md">
      <Switch
        label={t('Watch tickets that I comment on')}
        checked={data.auto_watch}
        onChange={({ currentTarget }) => save({ ...data, auto_watch: currentTarget.checked })}
      />
      <Words size="sm">{t('With all three off, you get no notification of that type.')}</Words>
      <Table stickyHeader verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('Type')}</Table.Th>
            {CHANNELS.map((channel) => (
              <Table.Th key={channel} ta="center">
                {t(CHANNEL_NAMES[channel])}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {TYPES.filter((type) => type !== ALWAYS).map((type) => (
            <TypeRow key={type} type={type} preferences={data} onSave={save} />
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

function TypeRow(props: { type: EntryType; preferences: Preferences; onSave: (next: Preferences) => void }) {
  const t = useT();
  const { type, preferences, onSave } = props;
  const channels = preferences.types[type];
  if (channels === undefined) return null;
  const name = t(TYPE_NAMES[type]);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {name}
      </Table.Th>
      {CHANNELS.map((channel) => (
        <Table.Td key={channel}>
          <Checkbox
            aria-label={`${name}: ${t(CHANNEL_NAMES[channel])}`}
            checked={channels[channel]}
            styles={{ body: { justifyContent: 'center' } }}
            onChange={({ currentTarget: { checked } }) =>
              onSave({ ...preferences, types: { ...preferences.types, [type]: { ...channels, [channel]: checked } } })
            }
          />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function useSave(): (next: Preferences) => void {
  const t = useT();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (next: Preferences) => client.put('/api/users/me/preferences', { body: next }),
    // In sequence, or an older answer could overwrite a newer click.
    scope: { id: 'preferences' },
    onMutate: async (next) => {
      // An answer that is under way has the boxes as they were.
      await queryClient.cancelQueries({ queryKey: preferencesQuery.queryKey });
      queryClient.setQueryData(preferencesQuery.queryKey, next);
    },
    onError: (error) => {
      notifyFailed(t('The preferences were not saved.'), error);
      return queryClient.invalidateQueries({ queryKey: preferencesQuery.queryKey });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [INBOX, 'entries'] }),
  });
  return mutate;
}
