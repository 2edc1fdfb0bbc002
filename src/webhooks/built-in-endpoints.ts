import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EndpointHeaders } from './endpoint-headers.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { switchOn } from './endpoint-switch.js';
import { cancelDeliveries } from './waiting-deliveries.js';
import { WebhookEndpoint, type StoredFormat } from './webhook-endpoint.entity.js';

/** Processes that start together do this one after the other. */
const LOCK_SQL = `SELECT pg_advisory_xact_lock(hashtextextended('webhook built-in', 0))`;

/** An endpoint of the system that the configuration asks for. `name` tells one from the other over restarts. */
export interface BuiltInEndpoint {
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly payloadFormat: StoredFormat;
  /** Sealed at rest. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Endpoints that nobody made by hand: what they send is queued, retried, paced and logged like everything else. */
@Injectable()
export class BuiltInEndpoints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly headers: EndpointHeaders,
    private readonly secrets: EndpointSecrets,
  ) {}

  /**
   * From now on there are exactly these. One that was disabled is tried again, and what was held for it goes out. A
   * transaction each: whoever holds the rows of several endpoints could wait for a worker that waits for him.
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
  await cancelDeliveries(manager, id, 'The configuration names it no more.');
  await manager.remove(endpoint);
}
