export const STATUSES = ['pending', 'sending', 'held', 'success', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof STATUSES)[number];

/** The search parameters of the page's address; `open` is the delivery in the drawer, `<webhook>/<delivery>`. */
export interface DeliverySearch {
  readonly status?: DeliveryStatus;
  readonly type?: string;
  readonly webhook_id?: string;
  readonly event_id?: string;
  readonly open?: string;
}

export type DeliveryFilters = Omit<DeliverySearch, 'open'>;

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ID = new RegExp(`^${UUID}$`, 'i');
const OPEN = new RegExp(`^${UUID}/${UUID}$`, 'i');

/** Drops invalid filters, so that an edited link shows a list and no error. */
export function parseDeliverySearch(search: Record<string, unknown>): DeliverySearch {
  const status = STATUSES.find((one) => one === search['status']);
  const type = typeof search['type'] === 'string' ? search['type'].trim().slice(0, 200) : '';
  const webhook = matched(search['webhook_id'], ID);
  const event = matched(search['event_id'], ID);
  const open = matched(search['open'], OPEN);
  return {
    ...(status !== undefined && { status }),
    ...(type !== '' && { type }),
    ...(webhook !== undefined && { webhook_id: webhook }),
    ...(event !== undefined && { event_id: event }),
    ...(open !== undefined && { open }),
  };
}

function matched(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
