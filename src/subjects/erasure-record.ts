import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ERASED_NAME, type PersonTraces } from '../common/person-traces.js';

/** Earlier notes stay: the account may have lost its name meanwhile. */
const BEGIN_SQL = `
  INSERT INTO erasures AS e (user_id, names, emails, ticket_ids) VALUES ($1, $2, $3, $4)
  ON CONFLICT (user_id) DO UPDATE SET
    names = ARRAY(SELECT DISTINCT unnest(e.names || excluded.names)),
    emails = ARRAY(SELECT DISTINCT unnest(e.emails || excluded.emails)),
    ticket_ids = ARRAY(SELECT DISTINCT unnest(e.ticket_ids || excluded.ticket_ids))
  RETURNING names, emails`;
const ADD_TICKETS_SQL = `
  UPDATE erasures SET ticket_ids = ARRAY(SELECT DISTINCT unnest(ticket_ids || $2::text[])) WHERE user_id = $1`;
const TICKETS_SQL = 'SELECT ticket_ids FROM erasures WHERE user_id = $1';
const END_SQL = 'DELETE FROM erasures WHERE user_id = $1';

/** What an erasure in progress looks for, stored until it is done, so that a crash loses none of it. */
@Injectable()
export class ErasureRecord {
  constructor(private readonly dataSource: DataSource) {}

  async begin(person: PersonTraces, ticketIds: readonly string[]): Promise<PersonTraces> {
    const names = known(person.names, (name) => name !== ERASED_NAME);
    const emails = known(person.emails, (email) => !email.endsWith('@deleted.invalid'));
    type Row = Pick<PersonTraces, 'names' | 'emails'>;
    const [row] = await this.dataSource.query<Row[]>(BEGIN_SQL, [person.userId, names, emails, ticketIds]);
    return { userId: person.userId, names: row?.names ?? names, emails: row?.emails ?? emails };
  }

  async addTickets(manager: EntityManager, userId: string, ticketIds: readonly string[]): Promise<void> {
    if (ticketIds.length > 0) await manager.query(ADD_TICKETS_SQL, [userId, ticketIds]);
  }

  async ticketIds(userId: string): Promise<string[]> {
    return (await this.dataSource.query<{ ticket_ids: string[] }[]>(TICKETS_SQL, [userId]))[0]?.ticket_ids ?? [];
  }

  async end(userId: string): Promise<void> {
    await this.dataSource.query(END_SQL, [userId]);
  }
}

function known(texts: readonly string[], isReal: (text: string) => boolean): string[] {
  return [...new Set(texts)].filter((text) => text !== '' && isReal(text));
}
