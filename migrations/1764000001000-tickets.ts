import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Tickets1764000001000 implements MigrationInterface {
  name = 'Tickets1764000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE tickets (
        id uuid PRIMARY KEY,
        number SERIAL NOT NULL,
        title text NOT NULL,
        description text NOT NULL,
        status text NOT NULL,
        priority text NOT NULL,
        tags text[] NOT NULL,
        requester_id uuid NOT NULL CONSTRAINT tickets_requester_fk REFERENCES users,
        assignee_id uuid CONSTRAINT tickets_assignee_fk REFERENCES users,
        company_id uuid CONSTRAINT tickets_company_fk REFERENCES companies ON DELETE SET NULL,
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        resolved_at timestamptz(3),
        closed_at timestamptz(3)
      );
      CREATE UNIQUE INDEX tickets_number ON tickets (number);
      CREATE INDEX tickets_requester ON tickets (requester_id, id);
      CREATE INDEX tickets_assignee ON tickets (assignee_id, id);
      CREATE INDEX tickets_company ON tickets (company_id, id);
      CREATE INDEX tickets_search ON tickets USING gin (to_tsvector('simple', title || ' ' || description));
      CREATE TABLE ticket_watchers (
        ticket_id uuid NOT NULL CONSTRAINT ticket_watchers_ticket_fk REFERENCES tickets ON DELETE CASCADE,
        user_id uuid NOT NULL CONSTRAINT ticket_watchers_user_fk REFERENCES users ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (ticket_id, user_id)
      );
      CREATE INDEX ticket_watchers_user ON ticket_watchers (user_id, ticket_id);
      CREATE TABLE ticket_mutes (
        ticket_id uuid NOT NULL CONSTRAINT ticket_mutes_ticket_fk REFERENCES tickets ON DELETE CASCADE,
        user_id uuid NOT NULL CONSTRAINT ticket_mutes_user_fk REFERENCES users ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (ticket_id, user_id)
      );
      CREATE INDEX ticket_mutes_user ON ticket_mutes (user_id);
      CREATE TABLE comments (
        id uuid PRIMARY KEY,
        ticket_id uuid NOT NULL CONSTRAINT comments_ticket_fk REFERENCES tickets ON DELETE CASCADE,
        author_id uuid NOT NULL CONSTRAINT comments_author_fk REFERENCES users,
        parent_id uuid CONSTRAINT comments_parent_fk REFERENCES comments ON DELETE CASCADE,
        content text NOT NULL,
        internal boolean NOT NULL DEFAULT false,
        deleted_at timestamptz(3),
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX comments_ticket ON comments (ticket_id, id);
      CREATE INDEX comments_parent ON comments (parent_id);
      CREATE INDEX comments_author ON comments (author_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE comments, ticket_mutes, ticket_watchers, tickets');
  }
}
