import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useT } from '../i18n/text.js';
import { useRoom } from '../live/use-live.js';
import { Page } from '../ui/page.js';
import { useLater } from '../ui/use-later.js';
import { FilterBar } from './filter-bar.js';
import { KIND_TEXTS } from './kind-texts.js';
import { type Kind, KIND_TITLES } from './kinds.js';
import { recordQuery } from './queries.js';
import { RecordList } from './record-list.js';
import { filtersOf, type Filters } from './filters.js';
import { parseRecordSearch, type RecordSearch } from './search.js';

const loadForm = () => import('./record-form.js');
const loadDrawer = () => import('./record-drawer.js');
const loadMissing = () => import('./record-missing.js');
const route = getRouteApi('/shell/records/$kind');

/** Each kind is a page of its own, so no state carries over. */
export function RecordsPage() {
  // The route admits only known kinds.
  const kind = route.useParams().kind as Kind;
  return <KindPage key={kind} kind={kind} />;
}

function KindPage({ kind }: { kind: Kind }) {
  const t = useT();
  const navigate = useNavigate({ from: '/records/$kind' });
  const search = parseRecordSearch(route.useSearch());
  const [isMaking, { open, close }] = useDisclosure(false);
  const key = JSON.stringify(filtersOf(kind, search));
  // A stable object for equal filters; otherwise every render would be another query.
  const filters = useMemo(() => JSON.parse(key) as Filters, [key]);
  const form = useLater(loadForm, isMaking);
  useRoom(kind);
  const change = (part: Partial<RecordSearch>) =>
    void navigate({ search: (before) => ({ ...parseRecordSearch({ ...before, ...part }) }), replace: true });
  const clear = () => void navigate({ search: {}, replace: true });
  const { create } = KIND_TEXTS[kind];
  return (
    <Page
      title={t(KIND_TITLES[kind])}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t(create)}
        </Button>
      }
    >
      <FilterBar
        kind={kind}
        search={search}
        isFiltered={Object.keys(filters).length > 0}
        onChange={change}
        onClear={clear}
      />
      <RecordList kind={kind} filters={filters} onOpen={(id) => change({ open: id })} onClear={clear} />
      {search.open !== undefined && (
        <Opened key={search.open} kind={kind} id={search.open} onClose={() => change({ open: '' })} />
      )}
      {isMaking && form && <form.RecordForm kind={kind} onClose={close} />}
    </Page>
  );
}

/** Editable kinds open a form; others show their facts and the decision. */
function Opened({ kind, id, onClose }: { kind: Kind; id: string; onClose: () => void }) {
  const { data, error } = useQuery(recordQuery(kind, id));
  const isForm = kind === 'companies' || kind === 'assets';
  const form = useLater(loadForm, isForm);
  const drawer = useLater(loadDrawer, !isForm);
  const missing = useLater(loadMissing, error !== null);
  if (data === undefined) return error !== null && missing && <missing.RecordMissing error={error} onClose={onClose} />;
  if ('hostname' in data || 'alert_type' in data) {
    return drawer && <drawer.RecordDrawer record={data} onClose={onClose} />;
  }
  return form && <form.RecordForm kind={kind} record={data} onClose={onClose} />;
}
