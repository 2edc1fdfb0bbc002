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

  /** From now on there are exactly these. One that was disabled is tried again, and what was held for it goes out. */
  async replace(wanted: readonly BuiltInEndpoint[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(LOCK_SQL);
      const found = await manager.findBy(WebhookEndpoint, { kind: 'built_in' });
      const byName = new Map(found.map((endpoint) => [endpoint.name, endpoint]));
      for (const one of wanted) {
        await this.put(manager, one, byName.get(one.name));
        byName.delete(one.name);
      }
      for (const endpoint of byName.values()) {
        await cancelDeliveries(manager, endpoint.id, 'The configuration names it no more.');
        await manager.remove(endpoint);
      }
    });
  }

  private async put(manager: EntityManager, wanted: BuiltInEndpoint, known?: WebhookEndpoint): Promise<void> {
    const { name, url, events, payloadFormat } = wanted;
    const fields = {
      name,
      url,
      events: [...events],
      payloadFormat,
      headersEncrypted: this.headers.seal(wanted.headers),
    };
    if (known === undefined) {
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
