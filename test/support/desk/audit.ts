import type { Write } from './desk-load.js';
import type { DatabaseView } from '../database/settled.js';
import { noComplaints, type Complaints } from '../sockets/witness.js';

const ROWS_SQL = `
  SELECT id, content AS marker FROM comments UNION ALL SELECT id, title FROM tickets`;

/** Every title that a ticket ever had, by the events. */
const TITLES_SQL = `
  SELECT entity_id AS id, data::json->>'title' AS marker FROM event_bodies 
   WHERE type IN ('ticket.created', 'ticket.updated')`;

/** Rows whose creation has not exactly one event. */
const UNEVEN_SQL = `
  SELECT made.id, made.type, count(b.id)::int AS events, count(l.position)::int AS positions
    FROM (SELECT id, 'comment.created' AS type FROM comments UNION ALL SELECT id, 'ticket.created' FROM tickets) made
    LEFT JOIN event_bodies b ON b.entity_id = made.id AND b.type = made.type
    LEFT JOIN event_log l ON l.event_id = b.id
   GROUP BY 1, 2 HAVING count(b.id) <> 1 OR count(l.position) <> 1`;

/** Every version of a ticket but the first has one \`ticket.updated\`. */
const UNTOLD_VERSIONS_SQL = `
  SELECT t.id, t.version, count(b.id)::int AS events
    FROM tickets t LEFT JOIN event_bodies b ON b.entity_id = t.id AND b.type = 'ticket.updated'
   GROUP BY 1, 2 HAVING count(b.id) <> t.version - 1`;

const UNFOUNDED_SQL = `
  SELECT type, entity_id AS id FROM event_bodies
   WHERE type IN ('comment.created', 'ticket.created')
     AND entity_id NOT IN (SELECT id FROM comments UNION ALL SELECT id FROM tickets)`;

const GAPS_SQL = `
  SELECT position FROM (SELECT position, position - lag(position) OVER (ORDER BY position) AS step FROM event_log) l
   WHERE step <> 1`;

const TWICE_SQL = `
  SELECT event_id, user_id FROM notifications GROUP BY 1, 2 HAVING count(*) > 1`;

/** A public comment of staff notifies the requester of the ticket, whatever was killed in between. */
const UNTOLD_REQUESTERS_SQL = `
  SELECT c.id FROM comments c JOIN tickets t ON t.id = c.ticket_id
   WHERE NOT c.internal AND c.author_id <> t.requester_id
     AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.related_id = c.id AND n.user_id = t.requester_id)`;

/** The marker's own table; an update of a title leaves its trace in the events alone. */
interface Found {
  id: string;
  marker: string;
}

/** Compares what the writers were answered with what the database holds, and its tables with each other. */
export async function audit(view: DatabaseView, writes: readonly Write[]): Promise<Complaints> {
  const complaints = noComplaints();
  const found = new Map((await view.rows<Found>(ROWS_SQL)).map(({ marker, id }) => [marker, id]));
  for (const { marker, id } of await view.rows<Found>(TITLES_SQL)) found.set(marker, id);
  for (const { marker, outcome, id } of writes) {
    if (outcome === 'committed' && found.get(marker) !== id)
      complaints.lost.push(`${marker} was answered with success`);
    if (outcome === 'refused' && found.has(marker)) complaints.wrong.push(`${marker} was refused and is there`);
  }
  for (const row of await view.rows(UNEVEN_SQL)) complaints.lost.push(`not exactly one event: ${JSON.stringify(row)}`);
  for (const row of await view.rows(UNTOLD_VERSIONS_SQL)) complaints.lost.push(`versions: ${JSON.stringify(row)}`);
  for (const row of await view.rows(UNTOLD_REQUESTERS_SQL)) complaints.lost.push(`no row: ${JSON.stringify(row)}`);
  for (const row of await view.rows(UNFOUNDED_SQL)) complaints.wrong.push(`never happened: ${JSON.stringify(row)}`);
  for (const row of await view.rows(TWICE_SQL)) complaints.duplicated.push(`two rows: ${JSON.stringify(row)}`);
  for (const row of await view.rows(GAPS_SQL)) complaints.outOfOrder.push(`a gap before ${JSON.stringify(row)}`);
  return complaints;
}
