import { newId } from '../../../src/common/ids.js';
import { SecretBox } from '../../../src/webhooks/signing/secret-box.js';
import { generateSecret } from '../../../src/webhooks/signing/signing.js';
import type { Person } from '../people/person.js';
import type { Stage } from '../servers/stage.js';
import type { Json } from '../sockets/socket.js';
import { UNFILTERED } from '../database/settled.js';
import { until } from '../until.js';

/** Columns of `webhook_endpoints`. */
export type EndpointFields = Record<string, unknown>;

/** Puts a personal endpoint where REST would refuse its URL. @returns its secret */
export function plantEndpoint(running: Stage, owner: Person, url: string): Promise<string> {
  return plant(running, { kind: 'personal', user_id: owner.id, name: 'Personal', url, payload_format: 'notification' });
}

/** Puts an endpoint into the table, past the rules of REST. @returns its secret */
export async function plant(running: Stage, fields: EndpointFields): Promise<string> {
  const secret = generateSecret();
  const columns = {
    id: newId(),
    kind: 'endpoint',
    owner_type: 'user',
    name: 'Test',
    payload_format: 'standard',
    secret_encrypted: running.get(SecretBox).seal(secret),
    secret_preview: '',
    // As if it had been made before everything in the log.
    filter_after: 0,
    ...fields,
  };
  const names = Object.keys(columns);
  await running.dataSource.query(
    `INSERT INTO webhook_endpoints (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(columns),
  );
  return secret;
}

/** All deliveries in the order of their making. */
export function deliveries(running: Stage): Promise<Json[]> {
  return running.dataSource.query<Json[]>(
    `SELECT d.*, e.user_id FROM webhook_deliveries d LEFT JOIN webhook_endpoints e ON e.id = d.endpoint_id ORDER BY d.id`,
  );
}

const QUEUED_SQL = `SELECT (SELECT count(*)::int FROM event_queue) + ${UNFILTERED} AS queued FROM log_head`;

/** Waits until all that was recorded is dispatched and nothing is to be sent any more. */
export async function finished(running: Stage): Promise<Json[]> {
  let rows: Json[] = [];
  await until(
    async () => {
      const [queue] = await running.dataSource.query<{ queued: number }[]>(QUEUED_SQL);
      rows = await deliveries(running);
      return queue?.queued === 0 && rows.every(({ state }) => state !== 'pending' && state !== 'retry');
    },
    { describe: () => rows.map(({ state, error }) => [state, error]) },
  );
  return rows;
}
