import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Forbidden, NotFound, type FieldError } from '../../common/errors.js';
import { InputChecks } from '../../common/http/input-checks.js';
import { decodeIdCursor } from '../../common/id-cursor.js';
import { toPage, type Page } from '../../common/paging.js';
import { brokenConstraint } from '../../common/postgres-errors.js';
import { currentActor } from '../../common/request-context.js';
import { isStaff, type Viewer } from '../../common/visibility.js';
import { formatForHost } from '../formats/formats.js';
import { ProgramChecks } from '../programs/program-checks.js';
import { endDeliveries } from '../queue/waiting-deliveries.js';
import { EndpointChanges, hostOf } from './endpoint-changes.js';
import {
  BuiltInWebhookFixed,
  PersonalWebhookFixed,
  SECRET_UNREADABLE,
  TooManyWebhooks,
  WebhookNameTaken,
} from './endpoint-errors.js';
import { EndpointHeaders } from './endpoint-headers.js';
import { mayOwn, requireMayOwn, requireOwnerExists, resolveOwner, type EndpointOwner } from './endpoint-owner.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { DISABLED_BY_HAND, switchOff, switchOn } from './endpoint-switch.js';
import { endpointView, type EndpointView } from './endpoints.answers.js';
import { CreateEndpoint, EndpointSettings, type EndpointQuery, type UpdateEndpoint } from './endpoints.dto.js';
import { endpointReader, maySeeEndpoint, visibleEndpoints } from './endpoints.policy.js';
import { changeFilter, lockLog } from './filter-boundary.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

const MAX_PER_OWNER = 50;

/**
 * One owner's endpoints are created one at a time, so that the limit holds and a default name stays free until it is
 * used.
 */
const LOCK_OWNER_SQL = `SELECT pg_advisory_xact_lock(hashtextextended('webhook owner ' || $1, 0))`;

/** Newest first. $1: of this owner type; null: any. $2: after this id; null: from the top. */
const LIST_SQL = `
  SELECT e.id FROM webhook_endpoints e
   WHERE e.kind = 'endpoint' AND ($1::text IS NULL OR e.owner_type = $1) AND ($2::uuid IS NULL OR e.id < $2)
     AND ${visibleEndpoints(4)}
   ORDER BY e.id DESC LIMIT $3`;

@Injectable()
export class EndpointsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly headers: EndpointHeaders,
    private readonly secrets: EndpointSecrets,
    private readonly changes: EndpointChanges,
    private readonly checks: ProgramChecks,
    inputs: InputChecks,
  ) {
    inputs.registerLate(CreateEndpoint, (input) => this.checkOwner(input));
    inputs.registerLate(EndpointSettings, (input) => this.checkPrograms(input));
  }

  async list(viewer: Viewer, query: EndpointQuery): Promise<Page<EndpointView>> {
    const after = query.cursor === undefined ? null : decodeIdCursor(query.cursor);
    const parameters = [query.owner_type ?? null, after, query.limit + 1, ...endpointReader(viewer)];
    const ids = await this.dataSource.query<{ id: string }[]>(LIST_SQL, parameters);
    const found = ids.length === 0 ? [] : await this.dataSource.manager.findBy(WebhookEndpoint, ids);
    const byId = new Map(found.map((endpoint) => [endpoint.id, endpoint]));
    const rows = ids.flatMap(({ id }) => byId.get(id) ?? []);
    return toPage(rows, query.limit, { item: (row) => this.view(row), key: (row) => [row.id] });
  }

  async read(viewer: Viewer, id: string): Promise<EndpointView> {
    return this.view(await this.find(viewer, id));
  }

  /** @throws NotFound also for other people's endpoints */
  async find(viewer: Viewer, id: string): Promise<WebhookEndpoint> {
    return visibleTo(viewer, await this.dataSource.manager.findOneBy(WebhookEndpoint, { id }));
  }

  /** @returns with the secret, only this time. @throws InvalidInput, Forbidden, WebhookNameTaken, TooManyWebhooks */
  async create(viewer: Viewer, input: CreateEndpoint): Promise<EndpointView & { secret: string }> {
    const owner = resolveOwner(viewer, input);
    const faults = await this.checks.faults(input, `user ${viewer.id}`);
    const { secret, columns } = this.secrets.make(input.secret);
    const endpoint = blank({
      ...owner,
      createdBy: viewer.id,
      payloadFormat: formatForHost(hostOf(input.url)),
      ...columns,
    });
    this.changes.apply(endpoint, input, faults);
    requireMayOwn(viewer, owner);
    refuseInternal(viewer, input);
    if (input.active === false) Object.assign(endpoint, DISABLED_BY_HAND);
    const saved = await this.insert(owner, endpoint, input.name);
    return { ...this.view(saved), secret };
  }

  /** Chooses another default name if an endpoint of the owner takes it at the same moment. */
  private async insert(owner: EndpointOwner, endpoint: WebhookEndpoint, name?: string): Promise<WebhookEndpoint> {
    for (;;) {
      try {
        return await this.dataSource.transaction(async (manager) => {
          // Before any other lock.
          if (endpoint.filter !== null) endpoint.filterAfter = String(await lockLog(manager));
          await requireOwnerExists(manager, owner);
          await manager.query(LOCK_OWNER_SQL, [ownerKey(owner)]);
          endpoint.name = name ?? (await freeName(manager, owner, hostOf(endpoint.url)));
          if ((await countOf(manager, owner)) >= MAX_PER_OWNER) throw new TooManyWebhooks(MAX_PER_OWNER);
          return await saveNamed(manager, endpoint);
        });
      } catch (error) {
        if (name !== undefined || !(error instanceof WebhookNameTaken)) throw error;
      }
    }
  }

  /** @throws InvalidInput, Forbidden, NotFound, WebhookNameTaken */
  async update(viewer: Viewer, id: string, input: UpdateEndpoint): Promise<EndpointView> {
    // Before the transaction, so that no lock waits for a program.
    const faults = await this.programFaults(viewer, id, input);
    return this.change(
      viewer,
      id,
      async (manager, endpoint, position) => {
        refuseInternal(viewer, input);
        const { filter: previous, template } = endpoint;
        if (input.url !== undefined && input.url !== endpoint.url)
          Object.assign(endpoint, { failingSince: null, verifies: null });
        this.changes.apply(endpoint, input, faults);
        await changeFilter(manager, endpoint, { previous, position: position ?? 0 });
        if (endpoint.template !== template && endpoint.failingProgram === 'template') {
          Object.assign(endpoint, { failingProgram: null, programFailingSince: null });
        }
        await saveNamed(manager, endpoint);
        if (input.active === false) await switchOff(endpoint, manager);
        if (input.active === true) await switchOn(endpoint, manager);
      },
      { locksLog: input.filter !== undefined },
    );
  }

  private async programFaults(viewer: Viewer, id: string, input: UpdateEndpoint): Promise<FieldError[]> {
    if (typeof input.filter !== 'string' && typeof input.template !== 'string') return [];
    const { filter, template } = input;
    const { events } = await this.find(viewer, id);
    return this.checks.faults({ filter, template, events: input.events ?? events }, `user ${viewer.id}`);
  }

  /** Waiting deliveries are cancelled. */
  async remove(viewer: Viewer, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const endpoint = await lockChangeable(manager, viewer, id);
      await endDeliveries(manager, [id], 'The webhook was deleted.');
      await manager.remove(endpoint);
    });
  }

  /** Runs a change of one endpoint by a person who may change it. With `locksLog`, `work` gets the log's position. */
  async change(
    viewer: Viewer,
    id: string,
    work: (manager: EntityManager, endpoint: WebhookEndpoint, position?: number) => Promise<void>,
    { locksLog = false }: { locksLog?: boolean } = {},
  ): Promise<EndpointView> {
    return this.dataSource.transaction(async (manager) => {
      const position = locksLog ? await lockLog(manager) : undefined;
      const endpoint = await lockChangeable(manager, viewer, id);
      await work(manager, endpoint, position);
      return this.view(endpoint);
    });
  }

  /** Says nothing about an owner that the caller may not act for. @throws InvalidInput */
  private async checkOwner(input: Partial<CreateEndpoint>): Promise<FieldError[]> {
    const viewer = currentActor();
    if (viewer === null) return [];
    const owner = resolveOwner(viewer, input);
    if (mayOwn(viewer, owner)) await requireOwnerExists(this.dataSource.manager, owner);
    return [];
  }

  private async checkPrograms(input: Partial<EndpointSettings>): Promise<FieldError[]> {
    const viewer = currentActor();
    return viewer === null ? [] : this.checks.faults(input, `user ${viewer.id}`);
  }

  view(endpoint: WebhookEndpoint) {
    const view = endpointView(endpoint, this.headers.masked(endpoint));
    if (this.headers.canOpen(endpoint)) return view;
    return { ...view, status: 'failing' as const, disabled_reason: SECRET_UNREADABLE };
  }
}

function visibleTo(viewer: Viewer, endpoint: WebhookEndpoint | null): WebhookEndpoint {
  if (endpoint === null || !maySeeEndpoint(viewer, endpoint)) throw new NotFound('webhook');
  return endpoint;
}

async function lockChangeable(manager: EntityManager, viewer: Viewer, id: string): Promise<WebhookEndpoint> {
  const found = await manager.findOne(WebhookEndpoint, { where: { id }, lock: { mode: 'pessimistic_write' } });
  const endpoint = visibleTo(viewer, found);
  if (endpoint.kind === 'personal') throw new PersonalWebhookFixed();
  if (endpoint.kind === 'built_in') throw new BuiltInWebhookFixed();
  return endpoint;
}

function refuseInternal(viewer: Viewer, input: { include_internal?: boolean }): void {
  if (input.include_internal === true && !isStaff(viewer)) {
    throw new Forbidden('Only staff may set include_internal.');
  }
}

/** Sets every default, so that the endpoint can be checked and shown before it is stored. */
function blank(fields: Partial<WebhookEndpoint>): WebhookEndpoint {
  return Object.assign(new WebhookEndpoint(), {
    kind: 'endpoint',
    name: '',
    description: '',
    events: [],
    categories: [],
    filter: null,
    active: true,
    disabledReason: null,
    failingSince: null,
    failingProgram: null,
    programFailingSince: null,
    verifies: null,
    filterAfter: null,
    lastSuccessAt: null,
    template: null,
    jsonStyle: 'compact',
    signatures: null,
    headersEncrypted: null,
    maxAttempts: null,
    retryScheduleMs: null,
    timeoutSeconds: null,
    rateLimit: null,
    includeInternal: false,
    ...fields,
  } satisfies Partial<WebhookEndpoint>);
}

function ownerKey({ ownerType, userId, companyId }: EndpointOwner): string {
  return `${ownerType} ${userId ?? companyId ?? ''}`;
}

function ownerFilter({ ownerType, userId, companyId }: EndpointOwner) {
  const own = userId === null ? (companyId === null ? {} : { companyId }) : { userId };
  return { kind: 'endpoint' as const, ownerType, ...own };
}

function countOf(manager: EntityManager, owner: EndpointOwner): Promise<number> {
  return manager.countBy(WebhookEndpoint, ownerFilter(owner));
}

async function freeName(manager: EntityManager, owner: EndpointOwner, host: string): Promise<string> {
  const rows = await manager.find(WebhookEndpoint, { select: { name: true }, where: ownerFilter(owner) });
  const taken = new Set(rows.map(({ name }) => name));
  const base = host.slice(0, 95);
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base} ${number}`)) number += 1;
  return `${base} ${number}`;
}

async function saveNamed(manager: EntityManager, endpoint: WebhookEndpoint): Promise<WebhookEndpoint> {
  try {
    return await manager.save(endpoint);
  } catch (error) {
    if (brokenConstraint(error)?.startsWith('webhook_endpoints_name_') !== true) throw error;
    throw new WebhookNameTaken(endpoint.name);
  }
}
