import { Select, Stack, Text as Words, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../i18n/text.js';
import { Failure, Loading } from '../../ui/states.js';
import { Listing } from './listing.js';
import { fieldFault, previewQuery, type PreviewInput } from './trial-queries.js';

interface PayloadPreviewProps {
  readonly input: PreviewInput;
  /** Recent events to choose from. */
  readonly recent: readonly { readonly value: string; readonly label: string }[];
  /** Shown when nothing has happened yet. */
  readonly exampleType: string;
  readonly onPick: (eventId: string | null) => void;
}

/** The body and headers of one delivery with the present input. */
export function PayloadPreview({ input, recent, exampleType, onPick }: PayloadPreviewProps) {
  const t = useT();
  const { data, error, isFetching, refetch } = useQuery(previewQuery(input));
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        {t('What is sent')}
      </Title>
      <Select
        aria-label={t('Event to preview')}
        data={[{ value: '', label: t('Example of {type}', { type: exampleType }) }, ...recent]}
        value={'event_id' in input.of ? input.of.event_id : ''}
        allowDeselect={false}
        onChange={(id) => onPick(id === '' ? null : id)}
      />
      <Shown {...{ data, error, isFetching }} onRetry={() => void refetch()} />
    </Stack>
  );
}

interface ShownProps {
  readonly data: { readonly body: string; readonly headers: Record<string, unknown> } | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly onRetry: () => void;
}

function Shown({ data, error, isFetching, onRetry }: ShownProps) {
  const t = useT();
  if (fieldFault(error, 'template') !== null) {
    return <Words size="sm">{t('There is no preview until the template is valid.')}</Words>;
  }
  if (error !== null) return <Failure error={error} onRetry={onRetry} />;
  if (data === undefined) return <Loading rows={1} height={160} />;
  return (
    <div aria-busy={isFetching}>
      <Listing label={t('Body')} text={indented(data.body)} />
      <Listing
        label={t('Headers of the request')}
        text={Object.entries(data.headers)
          .map(([name, value]) => `${name}: ${String(value)}`)
          .join('\n')}
      />
    </div>
  );
}

/** JSON gets line breaks for reading; anything else is shown as it is sent. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
