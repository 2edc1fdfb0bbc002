import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Forbidden, NotFound, type FieldError } from '../common/errors.js';
import { InputChecks } from '../common/http/input-checks.js';
import { requireVersion } from '../common/http/versions.js';
import type { Page } from '../common/paging.js';
import { currentActor, type Actor } from '../common/request-context.js';
import { isStaff, type Viewer } from '../common/visibility.js';
import { newestPage } from '../database/entity-queries.js';
import { HeavyReads } from '../database/heavy-reads.js';
import { loadSettings } from '../settings/settings-access.js';
import type { User } from '../users/user.entity.js';
import { requireVisibleTicket } from './ticket-access.js';
import { applyTicketChanges, resolvePeople } from './ticket-changes.js';
import { selectTickets } from './ticket-list.js';
import { endUnbackedWatches } from './role-watches.js';
import { lockRequester, lockTicket, type Requester } from './ticket-lock.js';
import { Ticket, ticketView } from './ticket.entity.js';
import { CreateTicketDto, type TicketsQuery, type UpdateTicketDto } from './tickets.dto.js';
import {
  mayCreateTicketWith,
  mayDeleteTicket,
  mayEditTicket,
  mayEditTicketField,
  maySetTicketStatus,
  TICKET_FIELDS,
  type TicketAccess,
  type TicketField,
} from './tickets.policy.js';
import type { TicketAnswer } from './tickets.answers.js';

@Injectable()
export class TicketsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly heavyReads: HeavyReads,
    checks: InputChecks,
  ) {
    checks.registerLate(CreateTicketDto, (input) => this.peopleFaults(input));
  }

  /**
   * @throws Forbidden that names the fields that are for staff
   * @throws InvalidInput when a person cannot be requester or assignee
   */
  async create(actor: Actor, input: CreateTicketDto): Promise<Ticket> {
    refuseFields(sentFields(input).filter((field) => !mayCreateTicketWith(actor, field)));
    const people = await resolvePeople(this.dataSource.manager, input);
    return this.dataSource.transaction(async (manager) => {
      const requester = (await lockRequester(manager, (people.requester ?? actor).id)) ?? actor;
      return manager.save(await newTicket(manager, { input, requester, assignee: people.assignee ?? null }));
    });
  }

  /** Gives no information about people whom the caller may not name. @throws InvalidInput */
  private async peopleFaults(input: Partial<CreateTicketDto>): Promise<FieldError[]> {
    const actor = currentActor();
    if (actor !== null && isStaff(actor)) await resolvePeople(this.dataSource.manager, input);
    return [];
  }

  /** Newest first. */
  async list(viewer: Viewer, query: TicketsQuery): Promise<Page<TicketAnswer>> {
    // The planner can only guess how rare a word or a tag is.
    const isSearch = Boolean(query.q) || query.tag !== undefined;
    const { manager } = isSearch ? this.heavyReads : this.dataSource;
    const select = selectTickets(manager, viewer, query);
    return newestPage(select, query, { item: ticketView, size: ({ description }) => description.length });
  }

  /** @throws NotFound */
  async get(viewer: Viewer, id: string): Promise<Ticket> {
    await requireVisibleTicket(this.dataSource.manager, viewer, id);
    const ticket = await this.dataSource.manager.findOneBy(Ticket, { id });
    if (ticket === null) throw new NotFound('ticket');
    return ticket;
  }

  /**
   * Applies all sent fields or none. A change without effect writes nothing.
   *
   * @throws NotFound, Forbidden that names the fields, StaleVersion, InvalidInput
   */
  async update(actor: Actor, id: string, change: { input: UpdateTicketDto; ifMatch?: string }): Promise<Ticket> {
    return this.dataSource.transaction(async (manager) => {
      if (change.input.requester_id !== undefined) await lockRequester(manager, change.input.requester_id);
      const ticket = await lockTicket(manager, id);
      const access = await requireVisibleTicket(manager, actor, id);
      requireEditable(actor, access, change.input);
      requireVersion(ticket, change.ifMatch);
      const people = await resolvePeople(manager, change.input, ticket);
      if (!applyTicketChanges(ticket, change.input, people)) return ticket;
      const saved = await manager.save(ticket);
      if (people.requester !== undefined) await endUnbackedWatches(manager, { ticketIds: [id] });
      return saved;
    });
  }

  /** @throws NotFound, Forbidden, StaleVersion */
  async remove(actor: Actor, id: string, ifMatch?: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const ticket = await lockTicket(manager, id);
      await requireVisibleTicket(manager, actor, id);
      if (!mayDeleteTicket(actor)) throw new Forbidden('Only an admin may delete tickets.');
      requireVersion(ticket, ifMatch);
      // Foreign keys delete comments, watchers and mutes with it: one deletion, one event.
      await manager.remove(ticket);
    });
  }
}

async function newTicket(
  manager: EntityManager,
  { input, requester, assignee }: { input: CreateTicketDto; requester: Requester; assignee: User | null },
): Promise<Ticket> {
  // Without an id: TypeORM would look an entity with one up before it inserts it.
  return Object.assign(new Ticket(), {
    title: input.title,
    description: input.description ?? '',
    status: 'open' as const,
    priority: input.priority ?? (await loadSettings(manager)).defaultTicketPriority,
    tags: input.tags ?? [],
    requesterId: requester.id,
    requesterName: requester.name,
    companyId: requester.companyId,
    assigneeId: assignee?.id ?? null,
    assigneeName: assignee?.name ?? null,
    resolvedAt: null,
    closedAt: null,
  });
}

function requireEditable(actor: Actor, access: TicketAccess, input: UpdateTicketDto): void {
  if (!mayEditTicket(actor, access)) {
    throw new Forbidden('Watching a ticket gives no right to change it.');
  }
  refuseFields(sentFields(input).filter((field) => !mayEditTicketField(actor, access, field)));
  if (input.status !== undefined && !maySetTicketStatus(actor, access, input.status)) {
    throw new Forbidden(`You may set the status to open or closed, not to ${input.status}.`);
  }
}

function refuseFields(fields: readonly TicketField[]): void {
  if (fields.length > 0) throw new Forbidden(`Only staff may set ${fields.join(', ')}.`);
}

function sentFields(input: CreateTicketDto | UpdateTicketDto): TicketField[] {
  const sent = new Map(Object.entries(input));
  return TICKET_FIELDS.filter((field) => sent.get(field) !== undefined);
}
