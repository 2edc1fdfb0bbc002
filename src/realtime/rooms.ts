import { isUuid } from '../common/ids.js';
import { isStaff, type Viewer, type Visibility } from '../common/visibility.js';
import { PUSHES } from '../events/catalogue/catalogue.js';
import type { Push } from '../events/catalogue/event-definition.js';
import { deskDefinition, subjectId } from '../events/desk-events.js';
import type { EventVisibility } from '../events/event-visibility.js';
import type { LivePush } from '../events/live-feed.js';
import type { LoggedEvent } from '../events/logged-event.js';

/** Who may join a room at all: those of the catalogue, and `log`, which only announces that the log has grown. */
const JOINABLE_BY: ReadonlyMap<string, Push['joinableBy']> = new Map([
  ...[...PUSHES.values()].map(({ room, joinableBy }) => [room, joinableBy] as const),
  ['log', 'everyone'],
]);
/** The rooms of lists, by name. */
export const LIST_ROOMS: readonly string[] = [...JOINABLE_BY.keys()];

export type PublicRoom =
  | { readonly kind: 'list'; readonly name: string; readonly joinableBy: Push['joinableBy'] }
  | { readonly kind: 'ticket'; readonly ticketId: string }
  | { readonly kind: 'user'; readonly userId: string };

/** @returns undefined when there is no room of this name */
export function parseRoom(room: string): PublicRoom | undefined {
  const joinableBy = JOINABLE_BY.get(room);
  if (joinableBy !== undefined) return { kind: 'list', name: room, joinableBy };
  const [kind, id, ...rest] = room.split(':');
  // An id in upper case would be a room that nothing is sent to.
  if (!isUuid(id) || id !== id.toLowerCase() || rest.length > 0) return undefined;
  if (kind === 'ticket') return { kind, ticketId: id };
  return kind === 'user' ? { kind, userId: id } : undefined;
}

export function mayJoinList(viewer: Viewer, room: { joinableBy: Push['joinableBy'] }): boolean {
  return room.joinableBy === 'everyone' || isStaff(viewer);
}

/** The public rooms that an event goes to. */
export function roomsOf(event: LoggedEvent): string[] {
  const push = deskDefinition(event)?.push ?? null;
  if (push === null) return [];
  const ticketId = subjectId(event, 'ticket');
  return ticketId === null ? [push.room] : [push.room, ticketRoom(ticketId)];
}

/** The room that the recipients of this event leave. */
export function roomEndedBy(event: LoggedEvent): string | null {
  const definition = deskDefinition(event);
  const endsTicket = definition?.isDeletion === true && definition.part === null;
  const ticketId = endsTicket ? subjectId(event, 'ticket') : null;
  return ticketId === null ? null : ticketRoom(ticketId);
}

/** The internal room of the staff in a public room. */
export function staffOf(room: string): string {
  return `${room}|staff`;
}

/** Everyone in a public room is in one of these two internal rooms. */
export function everyoneIn(room: string): string[] {
  return [staffOf(room), `${room}|customers`];
}

export function ticketRoom(ticketId: string): string {
  return `ticket:${ticketId}`;
}

/**
 * The internal rooms (groups) of a viewer in a public room, one per group that a `Visibility` can name. An event is
 * emitted only to the groups that may see it, so a person who lost a right gets nothing more, even before leaving the
 * room.
 */
export function groupsOf(room: string, viewer: Viewer): string[] {
  const groups = [isStaff(viewer) ? `${room}|staff` : `${room}|customers`, `${room}|user:${viewer.id}`];
  if (viewer.role === 'admin') groups.push(`${room}|admins`);
  if (viewer.role === 'manager' && viewer.companyId !== null) groups.push(`${room}|manager:${viewer.companyId}`);
  return groups;
}

/** Where an event goes: the groups that may see it, except the groups that may not. */
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
