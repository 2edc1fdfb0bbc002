import type { DataSource } from 'typeorm';

/** Rows of each kind. With fewer, the planner has good reason to read a table from end to end. */
export const STRANGERS_ROWS = 12_000;
const ROWS = STRANGERS_ROWS;

/** Newer than all there is: a list sorted by id meets them first. `salt`: other ids for each table. */
const id = (salt: string, n = 'n') => `(lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint + ${n}), 12, '0')
  || '7000' || '8' || substr(md5('${salt}' || ${n}), 1, 15))::uuid`;
const pick = (from: string, n = 'n') => id(from, `(1 + ${n} % ${ROWS / 10})`);
const among = (...values: string[]) => `(ARRAY['${values.join("','")}'])[1 + n % ${values.length}]`;
/** Many words of about the same frequency, as real texts have them. */
const words = `'harbour w' || n % 997 || ' x' || n % 1499`;
const series = `FROM generate_series(1, ${ROWS}) n`;

/** Statements of people who have nothing to do with those of the test. Every text has the word "harbour". */
const STATEMENTS = [
  `INSERT INTO companies (id, name, version) SELECT ${id('company')}, 'Harbour ' || n, 1 ${series}`,
  `INSERT INTO users (id, email, name, role, company_id, active, version)
   SELECT ${id('user')}, 'stranger' || n || '@harbour.example', 'Harbour ' || n, 'user', ${pick('company')}, true, 1 ${series}`,
  `INSERT INTO tickets (id, title, description, status, priority, tags, requester_id, company_id, assignee_id, version)
   SELECT ${id('ticket')}, 'Harbour ' || n, ${words}, 'open', ${among('low', 'normal')}, ARRAY['common', 'tag' || n % 500], ${pick('user')},
          ${pick('company')}, ${pick('user', '(n + 7)')}, 1 ${series}`,
  `INSERT INTO ticket_watchers (ticket_id, user_id) SELECT ${id('ticket')}, ${pick('user')} ${series}`,
  `INSERT INTO comments (id, ticket_id, author_id, content, internal, version)
   SELECT ${id('comment')}, ${pick('ticket')}, ${pick('user')}, ${words}, n % 5 = 0, 1 ${series}`,
  `INSERT INTO attachments (id, ticket_id, comment_id, uploaded_by, filename, content_type, size, sha256, storage_key, version)
   SELECT ${id('attachment')}, ${pick('ticket')}, ${id('comment')}, ${pick('user')}, 'a.txt', 'text/plain', 1, 'x', ${id('file')}, 1 ${series}`,
  `INSERT INTO event_bodies (id, type, category, source, actor, user_id, ordering_key, scope, occurred_at, data)
   SELECT ${id('event')}, 'ticket.created', 'tickets', 'desk', '{"type":"user","id":null,"name":"Harbour"}', ${pick('user')}, ${pick('ticket')}::text, 'all', now(),
          '{"ticket":{"id":"' || ${pick('ticket')} || '"}}' ${series}`,
  `INSERT INTO event_log (position, event_id) SELECT position + n, ${id('event')} FROM log_head, generate_series(1, ${ROWS}) n`,
  `UPDATE log_head SET position = position + ${ROWS}`,
  `INSERT INTO notifications (id, user_id, event_id, position, type, reason, message, created_at)
   SELECT ${id('notification')}, ${pick('user')}, ${id('event')}, n, 'ticket_created', 'watcher', 'harbour', now() ${series}`,
  `INSERT INTO inbox_changes (user_id, position, delta, data) SELECT ${pick('user')}, n, 1, '{}' ${series}`,
  `INSERT INTO webhook_endpoints (id, kind, owner_type, user_id, name, url, payload_format, secret_encrypted, secret_preview)
   SELECT ${id('endpoint')}, 'endpoint', 'user', ${id('user')}, 'harbour', 'https://harbour.example/', 'carillon', 'x', 'x' ${series}`,
  `INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, state, attempts, tries, duration_ms, delivered_at)
   SELECT ${id('delivery')}, ${pick('endpoint')}, n, ${id('event')}, ${id('message')}, 'ticket.created',
          ${among('success', 'success', 'failed', 'success', 'cancelled')}, 1, 1, 5, now() ${series}`,
  `INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms) SELECT ${id('delivery')}, 1, now(), 5 ${series}`,
  `INSERT INTO api_keys (id, user_id, name, scopes, key_hash, key_preview)
   SELECT ${id('key')}, ${pick('user')}, 'harbour', '{read}', 'harbour ' || n, 'x' ${series}`,
  `INSERT INTO assets (id, name, asset_type, description, status, company_id, version)
   SELECT ${id('asset')}, 'harbour ' || n, 'laptop', 'harbour', 'active', ${pick('company')}, 1 ${series}`,
  `INSERT INTO machines (id, hostname, ip_address, operating_system, company_id, status, registered_by, version)
   SELECT ${id('machine')}, 'harbour' || n, '10.0.0.1', 'Linux', ${pick('company')}, 'approved', 'Harbour', 1 ${series}`,
  `INSERT INTO machine_audit (id, machine_id, action, actor_name, actor_type)
   SELECT ${id('audit')}, ${pick('machine')}, 'registered', 'Harbour', 'user' ${series}`,
  `INSERT INTO alerts (id, message, alert_type, severity, source, status, version)
   SELECT ${id('alert')}, 'harbour', 'disk', 'low', 'probe', 'active', 1 ${series}`,
  `INSERT INTO kb_articles (id, title, slug, body, status, category, author_id, version)
   SELECT ${id('article')}, 'Harbour ' || n, 'harbour-' || n, ${words}, ${among('internal', 'draft')}, 'common', ${pick('user')}, 1 ${series}`,
];

/** One endpoint with as many successful deliveries as all strangers have together. */
const BUSY_ENDPOINT_SQL = `
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, state, attempts, tries, duration_ms, delivered_at)
  SELECT ${id('busy')}, $1, n, ${id('event')}, ${id('busy message')}, 'ticket.created', 'success', 1, 1, 5, now() ${series}`;

/** Puts thousands of rows of strangers into every table that grows, newer than all others. */
export async function seedStrangers(dataSource: DataSource, busyEndpointId: string): Promise<void> {
  await dataSource.transaction(async (manager) => {
    // Triggers make the search vectors; they stay on.
    for (const statement of STATEMENTS) await manager.query(statement);
    await manager.query(BUSY_ENDPOINT_SQL, [busyEndpointId]);
  });
  await dataSource.query('VACUUM ANALYZE');
}
