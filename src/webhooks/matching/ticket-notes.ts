import type { SqlReader } from '../../database/sql.js';
import { deskDefinition } from '../../events/desk-events.js';
import { Ticket, ticketView } from '../../tickets/ticket.entity.js';
import { FORMATS } from '../formats/formats.js';
import type { EndpointMatch } from './endpoint-matching.js';

const TICKETS_SQL = `
  SELECT t.id, t.number, t.title, t.description, t.status, t.priority, t.tags, t.requester_id AS "requesterId",
         t.assignee_id AS "assigneeId", t.company_id AS "companyId", t.version, t.created_at AS "createdAt",
         t.updated_at AS "updatedAt", t.resolved_at AS "resolvedAt", t.closed_at AS "closedAt",
         r.name AS "requesterName", a.name AS "assigneeName", c.name AS "companyName",
         (SELECT json_agg(n ORDER BY n.created_at) FROM (
            SELECT k.id, k.content, u.name AS author_name, k.created_at FROM comments k LEFT JOIN users u ON u.id = k.author_id
             WHERE k.ticket_id = t.id AND NOT k.internal AND k.deleted_at IS NULL ORDER BY k.id DESC LIMIT 3) n) AS notes
    FROM tickets t LEFT JOIN users r ON r.id = t.requester_id LEFT JOIN users a ON a.id = t.assignee_id
    LEFT JOIN companies c ON c.id = t.company_id
   WHERE t.id = ANY($1::uuid[])`;

type TicketRow = Ticket & { companyName: string | null; notes: Note[] | null };

interface Note {
  id: string;
  content: string;
  author_name: string | null;
  created_at: string;
}

/**
 * What some formats add to a ticket event: names and the last three public comments, as they are when the
 * delivery is queued, so that every attempt sends the same.
 *
 * @returns JSON texts by match; nothing for matches that need none
 */
export async function loadTicketNotes(
  sql: SqlReader,
  matches: readonly EndpointMatch[],
): Promise<Map<EndpointMatch, string>> {
  const wanting = matches.filter(wantsNotes);
  if (wanting.length === 0) return new Map();
  const ids = new Set(wanting.map(({ event }) => event.orderingKey));
  const rows = await sql.query<TicketRow>(TICKETS_SQL, [[...ids]]);
  const tickets = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    wanting.flatMap((match) => {
      const row = tickets.get(match.event.orderingKey ?? '');
      return row === undefined ? [] : [[match, JSON.stringify(enriched(match, row))] as const];
    }),
  );
}

function wantsNotes({ payloadFormat, type, event }: EndpointMatch): boolean {
  const { enrich } = FORMATS.get(payloadFormat) ?? {};
  return enrich === 'ticket' && type !== 'ticket.deleted' && isOfTicketItself({ type, source: event.source });
}

function isOfTicketItself(event: { type: string; source: string }): boolean {
  const definition = deskDefinition(event);
  return definition?.subject === 'ticket' && definition.part === null;
}

function enriched({ event }: EndpointMatch, row: TicketRow): object {
  const ticket = isOfTicketItself(event)
    ? (JSON.parse(event.data) as object)
    : ticketView(Object.assign(new Ticket(), row));
  return {
    ...ticket,
    created_by: row.requesterName,
    updated_by: event.actor.name,
    company_name: row.companyName,
    notes: (row.notes ?? []).map((note) => ({ ...note, created_at: new Date(note.created_at).toISOString() })),
  };
}
