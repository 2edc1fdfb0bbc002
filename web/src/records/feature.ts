import type { QueryClient } from '@tanstack/react-query';
import { isStaff } from '../api/me.js';
import type { Feature } from '../app/feature.js';
import { onPush } from '../live/pushes.js';
import { KINDS, type Kind, KIND_TITLES, KIND_ICONS } from './kinds.js';
import type { PushedRecord } from './pushes.js';

export const records: Feature = {
  nav: KINDS.map((kind) => ({
    to: `/records/${kind}`,
    label: KIND_TITLES[kind],
    icon: KIND_ICONS[kind],
    group: 'desk',
    mayOpen: isStaff,
  })),
  pushes: [
    onPush('company.update', (queryClient, { data }) => apply(queryClient, 'companies', data)),
    onPush('asset.update', (queryClient, { data }) => apply(queryClient, 'assets', data)),
    onPush('machine.update', (queryClient, { data }) => apply(queryClient, 'machines', data)),
    onPush('alert.update', (queryClient, { data }) => apply(queryClient, 'alerts', data)),
  ],
};

/** Only the lists need that code; it loads with the first of them. */
function apply(queryClient: QueryClient, kind: Kind, data: PushedRecord): void {
  import('./pushes.js').then(
    ({ applyPush }) => applyPush(queryClient, kind, data),
    () => void queryClient.invalidateQueries({ queryKey: ['records', kind] }),
  );
}
