import type { Attachment, Comment, Pushes, Ticket } from '@carillon/client';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { onPush, type PushHandler } from '../live/pushes.js';
import { refetchSoon } from '../live/refetch-soon.js';
import { isMatch, type TicketFilters } from './filters.js';
import {
  ATTACHMENTS,
  COMMENTS,
  HISTORY,
  LATEST,
  TICKET,
  TICKETS,
  type ListedTicket,
  type ThreadComment,
  type TicketPage,
} from './queries.js';
import { isTombstone, withComment, withoutComment } from './thread-order.js';
import { forgetViewers, noteViewers } from './presence.js';
import { noteTyping } from './typing.js';

type TicketPush = Pushes['ticket.update'];
type CommentPush = Pushes['comment.update'];
type AttachmentPush = Pushes['attachment.update'];

/** On a busy ticket. */
const LATEST_MS = 2_000;

const refetchLatest = refetchSoon([LATEST], LATEST_MS);

export const ticketPushes: readonly PushHandler[] = [
  onPush('ticket.update', (queryClient, push) => {
    changeLists(queryClient, push);
    changeTicket(queryClient, push);
    // A deleted ticket's history can no longer be fetched.
    if (push.data.deleted !== true) changeHistory(queryClient, push.id);
  }),
  onPush('comment.update', (queryClient, push) => {
    const ticketId = ticketOf(push.data);
    if (ticketId === undefined) return;
    queryClient.setQueryData<readonly ThreadComment[]>([COMMENTS, ticketId], (thread) => changedThread(thread, push));
    changeHistory(queryClient, ticketId);
  }),
  onPush('attachment.update', (queryClient, push) => {
    const ticketId = ticketOf(push.data);
    if (ticketId === undefined) return;
    queryClient.setQueryData<readonly Attachment[]>([ATTACHMENTS, ticketId], (files) => changedFiles(files, push));
    changeHistory(queryClient, ticketId);
  }),
  onPush('typing', noteTyping),
  onPush('presence', noteViewers),
  onPush('ready', forgetViewers),
];

type TicketList = InfiniteData<TicketPage, string | null>;

function changeLists(queryClient: QueryClient, { id, data }: TicketPush): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: [TICKETS] })) {
    const [, filters] = query.queryKey as readonly [string, TicketFilters];
    queryClient.setQueryData<TicketList>(query.queryKey, (list) => list && changedList(list, { id, data, filters }));
  }
}

interface ListChange {
  readonly id: string;
  readonly data: TicketPush['data'];
  readonly filters: TicketFilters;
}

/** Rows keep their places. New ones come first, as on the server, which sorts by creation. */
function changedList(list: TicketList, { id, data, filters }: ListChange): TicketList {
  const isListed = list.pages.some(({ items }) => items.some((one) => one.id === id));
  if (isListed) return mapRows(list, (row) => (row.id === id ? changedRow(row, data) : row));
  if (data.deleted === true || !isMatch(data, filters) || !belongsAbove(list, data)) return list;
  const [first, ...rest] = list.pages;
  if (first === undefined) return list;
  return { ...list, pages: [{ ...first, items: [data, ...first.items] }, ...rest] };
}

/** An old ticket that now matches appears further down when the list is reloaded. */
function belongsAbove({ pages }: TicketList, ticket: Ticket): boolean {
  const newest = pages[0]?.items[0];
  return newest === undefined || ticket.number > newest.number;
}

function changedRow(row: ListedTicket, data: TicketPush['data']): ListedTicket {
  if (data.deleted === true) return { ...row, isGone: true };
  return data.version < row.version ? row : data;
}

function mapRows(list: TicketList, change: (row: ListedTicket) => ListedTicket): TicketList {
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(change) })) };
}

function changeTicket(queryClient: QueryClient, { id, data }: TicketPush): void {
  queryClient.setQueryData<Ticket | null>([TICKET, id], (ticket) => {
    if (ticket === undefined) return undefined;
    if (data.deleted === true) return null;
    return ticket !== null && ticket.version > data.version ? ticket : data;
  });
}

/** Only for the open page; other histories are fetched when they are shown. */
function changeHistory(queryClient: QueryClient, ticketId: string): void {
  void queryClient.invalidateQueries({ queryKey: [HISTORY, ticketId] });
  if (queryClient.getQueryState([LATEST, ticketId]) !== undefined) refetchLatest(queryClient);
}

function changedThread(
  thread: readonly ThreadComment[] | undefined,
  { id, data }: CommentPush,
): readonly ThreadComment[] | undefined {
  if (thread === undefined) return undefined;
  if (data.deleted === true) return withoutComment(thread, id);
  const known = thread.find((one) => one.id === id);
  if (known !== undefined && !isTombstone(known) && known.version > data.version) return thread;
  return withComment(thread, data);
}

function changedFiles(files: readonly Attachment[] | undefined, { id, data }: AttachmentPush) {
  if (files === undefined) return undefined;
  const others = files.filter((file) => file.id !== id);
  return data.deleted === true ? others : [...others, data].sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
}

/** A tombstone also names its ticket. */
function ticketOf(data: Comment | Attachment | object): string | undefined {
  return 'ticket_id' in data && typeof data.ticket_id === 'string' ? data.ticket_id : undefined;
}
