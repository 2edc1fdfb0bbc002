import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StoredFormat } from '../formats/formats.js';
import { endDeliveries } from '../queue/waiting-deliveries.js';
import { EndpointHeaders } from './endpoint-headers.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { switchOn } from './endpoint-switch.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** Processes that start together do this one at a time. */
const LOCK_SQL = `SELECT pg_advisory_xact_lock(hashtextextended('webhook built-in', 0))`;

/** A system endpoint from the configuration. `name` identifies it over restarts. */
export interface BuiltInEndpoint {
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly payloadFormat: StoredFormat;
  /** Sealed at rest. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Endpoints that the configuration creates: their deliveries are queued, retried, paced and logged like all others. */
@Injectable()
export class BuiltInEndpoints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly headers: EndpointHeaders,
    private readonly secrets: EndpointSecrets,
  ) {}

  /**
   * Makes exactly these endpoints exist. A disabled one is tried again, and its held deliveries go out. One transaction
   * each: holding the rows of several endpoints could deadlock with a worker.
   */
  async replace(wanted: readonly BuiltInEndpoint[]): Promise<void> {
    for (const one of wanted) {
      await this.alone(async (manager) => {
        await this.put(manager, one, await manager.findOneBy(WebhookEndpoint, { kind: 'built_in', name: one.name }));
      });
    }
    const names = new Set(wanted.map(({ name }) => name));
    for (const { id, name } of await this.dataSource.manager.findBy(WebhookEndpoint, { kind: 'built_in' })) {
      if (!names.has(name)) await this.alone((manager) => remove(manager, id));
    }
  }

  private async alone(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(LOCK_SQL);
      await work(manager);
    });
  }

  private async put(manager: EntityManager, wanted: BuiltInEndpoint, known: WebhookEndpoint | null): Promise<void> {
    const { name, url, events, payloadFormat } = wanted;
    const fields = {
      name,
      url,
      events: [...events],
      payloadFormat,
      headersEncrypted: this.headers.seal(wanted.headers),
    };
    if (known === null) {
      const { columns } = this.secrets.make();
      const kind = { kind: 'built_in', ownerType: 'system' } as const;
      await manager.save(Object.assign(new WebhookEndpoint(), { ...kind, ...fields, ...columns }));
      return;
    }
    Object.assign(known, fields);
    if (known.active) await manager.save(known);
    else await switchOn(known, manager);
  }
}

async function remove(manager: EntityManager, id: string): Promise<void> {
  const endpoint = await manager.findOneBy(WebhookEndpoint, { id });
  if (endpoint === null) return;
  await endDeliveries(manager, [id], 'The configuration names it no more.');
  await manager.remove(endpoint);
}
