import { isUuid } from '../common/ids.js';
import { isStaff, type Viewer, type Visibility } from '../common/visibility.js';
import type { RoomName } from '../events/catalogue/event-definition.js';
import { deskDefinition, isDeskEvent, subjectId } from '../events/desk-events.js';
import type { EventVisibility } from '../events/event-visibility.js';
import type { LivePush } from '../events/live-feed.js';
import type { LoggedEvent } from '../events/logged-event.js';

/** Who may join a room at all; what is sent into it is decided event by event. A new room is one line here. */
const JOINABLE_BY: Record<RoomName, 'everyone' | 'staff'> = {
  tickets: 'everyone',
  comments: 'everyone',
  attachments: 'everyone',
  users: 'staff',
  companies: 'staff',
  assets: 'staff',
  machines: 'staff',
  alerts: 'staff',
  kb: 'everyone',
  webhooks: 'everyone',
  log: 'everyone',
};

export type PublicRoom =
  | { readonly kind: 'list'; readonly name: RoomName; readonly joinableBy: 'everyone' | 'staff' }
  | { readonly kind: 'ticket'; readonly ticketId: string }
  | { readonly kind: 'user'; readonly userId: string };

/** @returns undefined when there is no room of this name */
export function parseRoom(room: string): PublicRoom | undefined {
  if (isListRoom(room)) return { kind: 'list', name: room, joinableBy: JOINABLE_BY[room] };
  const [kind, id, ...rest] = room.split(':');
  // Upper-case spellings of an id would be rooms that nothing is ever sent to.
  if (!isUuid(id) || id !== id.toLowerCase() || rest.length > 0) return undefined;
  if (kind === 'ticket') return { kind, ticketId: id };
  return kind === 'user' ? { kind, userId: id } : undefined;
}

export function mayJoinList(viewer: Viewer, room: { joinableBy: 'everyone' | 'staff' }): boolean {
  return room.joinableBy === 'everyone' || isStaff(viewer);
}

/** The public rooms that an event goes to. */
export function roomsOf(event: LoggedEvent): string[] {
  const push = deskDefinition(event)?.push ?? null;
  if (push === null) return [];
  const list = push.room === null ? [] : [push.room];
  const ticketId = subjectId(event, 'ticket');
  return ticketId === null ? list : [...list, ticketRoom(ticketId)];
}

/** The room that those who are told of this event are put out of. */
export function roomEndedBy(event: LoggedEvent): string | null {
  const ticketId = isDeskEvent(event, 'ticket.deleted') ? event.orderingKey : null;
  return ticketId === null ? null : ticketRoom(ticketId);
}

/** The internal room of staff in a public one. */
export function staffOf(room: string): string {
  return `${room}|staff`;
}

/** Everyone in a public room is in one of these two internal ones. */
export function everyoneIn(room: string): string[] {
  return [staffOf(room), `${room}|customers`];
}

export function ticketRoom(ticketId: string): string {
  return `ticket:${ticketId}`;
}

/**
 * The internal rooms that stand for a viewer in a public room, one per group that a `Visibility` can name. An event is
 * emitted to the groups that may see it and to nobody else, so that whoever lost a right is not reached any more, though
 * nobody took him out of the room.
 */
export function groupsOf(room: string, viewer: Viewer): string[] {
  const groups = [isStaff(viewer) ? `${room}|staff` : `${room}|customers`, `${room}|user:${viewer.id}`];
  if (viewer.role === 'admin') groups.push(`${room}|admins`);
  if (viewer.role === 'manager' && viewer.companyId !== null) groups.push(`${room}|manager:${viewer.companyId}`);
  return groups;
}

/** Where an event goes: the groups of those who may see it, but for the groups of those who may not. */
export function target(rooms: readonly string[], visibility: EventVisibility): { rooms: string[]; except: string[] } {
  const except = rooms.flatMap((room) => {
    const lost = visibility.except === null ? [] : groupsSeeing(room, visibility.except);
    return visibility.includesStaff ? lost : [...lost, `${room}|staff`];
  });
  return { rooms: rooms.flatMap((room) => groupsSeeing(room, visibility.visibility)), except };
}

/** The same for a push that is not of the log. */
export function liveTarget({ room, userId, managersOf, admins, staffOnly }: LivePush): {
  rooms: string[];
  except: string[];
} {
  const rooms = admins ? [`${room}|admins`] : [];
  if (userId !== null) rooms.push(`${room}|user:${userId}`);
  if (managersOf !== null) rooms.push(`${room}|manager:${managersOf}`);
  return { rooms, except: staffOnly ? [`${room}|customers`] : [] };
}

function groupsSeeing(room: string, visibility: Visibility): string[] {
  const groups = visibility.userIds.map((userId) => `${room}|user:${userId}`);
  if (visibility.everyone) groups.push(`${room}|staff`, `${room}|customers`);
  else if (visibility.staff) groups.push(`${room}|staff`);
  else if (visibility.admins) groups.push(`${room}|admins`);
  if (visibility.managersOf !== null) groups.push(`${room}|manager:${visibility.managersOf}`);
  return groups;
}

function isListRoom(room: string): room is RoomName {
  return Object.hasOwn(JOINABLE_BY, room);
}
