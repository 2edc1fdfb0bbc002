import { Comment } from '../../src/comments/comment.entity.js';
import { Company } from '../../src/companies/company.entity.js';
import type { Role } from '../../src/common/visibility.js';
import { Ticket, TICKET_PRIORITIES, TICKET_STATUSES } from '../../src/tickets/ticket.entity.js';
import { User } from '../../src/users/user.entity.js';
import { idAt, momentBefore, type Chance } from './chance.js';
import { COMPANIES, commentOf, NAMES, TAGS, titleOf } from './texts.js';

/** So far back goes what happened; less than the retention of events and deliveries. */
export const FILLED_DAYS = 28;
export const FILLED_HOURS = FILLED_DAYS * 24;
const MINUTE_MS = 60_000;
/** Of all: the others ask. */
const STAFF_SHARE = 0.15;
const MANAGER_SHARE = 0.05;
const FIRST_WITH_A_NAME_OF_ITS_OWN = NAMES.length;

export interface Desk {
  readonly companies: readonly Company[];
  readonly people: readonly User[];
  readonly agents: readonly User[];
  readonly requesters: readonly User[];
  readonly tickets: readonly Ticket[];
  readonly comments: readonly Comment[];
}

export interface DeskSize {
  readonly people: number;
  readonly tickets: number;
  /** Of the one ticket that has the most. */
  readonly comments: number;
}

export interface Making {
  readonly chance: Chance;
  readonly now: Date;
}

export function makeDesk(
  making: Making,
  size: DeskSize & { readonly firstNumber: number },
  passwordHash: string,
): Desk {
  const companies = COMPANIES.map((name) => stamped(new Company(), old(making), { name }));
  const people = Array.from({ length: size.people }, (_, index) =>
    personOf(making, index, { companies, passwordHash }),
  );
  const agents = people.filter(({ role }) => role === 'agent');
  const requesters = people.filter(({ role }) => role !== 'agent');
  const cast = { companies, people, agents, requesters };
  const moments = Array.from({ length: size.tickets }, () =>
    momentBefore(making.chance, making.now, FILLED_HOURS),
  ).sort((one, other) => one.getTime() - other.getTime());
  const tickets = moments.map((at, index) => ticketOf(making, cast, { at, number: size.firstNumber + index }));
  const comments = tickets.flatMap((ticket) => commentsOf(making, ticket, { agents, count: making.chance.int(0, 6) }));
  const longest = tickets.at(-Math.min(3, tickets.length));
  if (longest !== undefined) comments.push(...commentsOf(making, longest, { agents, count: size.comments }));
  return { ...cast, tickets, comments };
}

/** Version 1, made and last changed then. */
export function stamped<E extends { id: string; version: number; createdAt: Date; updatedAt: Date }>(
  entity: E,
  at: Date,
  fields: Partial<E>,
): E {
  return Object.assign(entity, { id: idAt(at), version: 1, createdAt: at, updatedAt: at }, fields);
}

/** From before everything that happens at the desk. */
export function old({ now }: Making): Date {
  return new Date(now.getTime() - 40 * 24 * 60 * MINUTE_MS);
}

function personOf(
  making: Making,
  index: number,
  { companies, passwordHash }: { companies: readonly Company[]; passwordHash: string },
): User {
  const { chance } = making;
  const share = (index * 7) % 100;
  const role: Role =
    index === 0 || share < STAFF_SHARE * 100
      ? 'agent'
      : share < (STAFF_SHARE + MANAGER_SHARE) * 100
        ? 'manager'
        : 'user';
  const name = NAMES[index % NAMES.length] ?? NAMES[0];
  return stamped(new User(), old(making), {
    name: index < FIRST_WITH_A_NAME_OF_ITS_OWN ? name : `${name} ${Math.floor(index / NAMES.length) + 1}`,
    email: `person${index + 1}@example.com`,
    role,
    companyId: role === 'agent' ? null : chance.among(companies).id,
    active: index === 0 || !chance.happens(0.03),
    passwordHash,
  });
}

function ticketOf(
  making: Making,
  { agents, requesters }: Pick<Desk, 'agents' | 'requesters'>,
  { at, number }: { at: Date; number: number },
): Ticket {
  const { chance, now } = making;
  const requester = chance.among(requesters);
  const assignee = chance.happens(0.6) ? chance.among(agents) : null;
  const status = chance.happens(0.4) ? 'open' : chance.among(TICKET_STATUSES);
  const updatedAt = status === 'open' ? at : between(chance, at, now);
  return stamped(new Ticket(), at, {
    number,
    title: titleOf(chance, number),
    description: commentOf(chance),
    status,
    priority: chance.happens(0.6) ? 'normal' : chance.among(TICKET_PRIORITIES),
    tags: TAGS.filter(() => chance.happens(0.08)),
    requesterId: requester.id,
    requesterName: requester.name,
    assigneeId: assignee?.id ?? null,
    assigneeName: assignee?.name ?? null,
    companyId: requester.companyId,
    version: status === 'open' ? 1 : 2,
    updatedAt,
    resolvedAt: status === 'resolved' || status === 'closed' ? updatedAt : null,
    closedAt: status === 'closed' ? updatedAt : null,
  });
}

function commentsOf(
  { chance, now }: Making,
  ticket: Ticket,
  { agents, count }: { agents: readonly User[]; count: number },
): Comment[] {
  const comments: Comment[] = [];
  const moments = Array.from({ length: count }, () => between(chance, ticket.createdAt, now)).sort(
    (one, other) => one.getTime() - other.getTime(),
  );
  for (const at of moments) {
    const isByRequester = chance.happens(0.4);
    const author = isByRequester ? null : chance.among(agents);
    const parent = comments.length > 0 && chance.happens(0.25) ? chance.among(comments) : null;
    const internal = parent?.internal ?? (!isByRequester && chance.happens(0.15));
    comments.push(
      stamped(new Comment(), at, {
        ticketId: ticket.id,
        companyId: ticket.companyId,
        authorId: internal && author === null ? chance.among(agents).id : (author?.id ?? ticket.requesterId),
        authorName: author?.name ?? ticket.requesterName,
        parentId: parent?.id ?? null,
        content: commentOf(chance),
        internal,
        deletedAt: null,
      }),
    );
  }
  return comments;
}

function between(chance: Chance, from: Date, to: Date): Date {
  return new Date(from.getTime() + chance.next() ** 3 * (to.getTime() - from.getTime()));
}
