import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Events that cannot be dispatched stand here instead of in the queue. Their bodies stay in `event_bodies`. A row that is
 * `requeued` keeps the number of tries until its event has its position; a `discarded` one keeps the event findable for the
 * erasure of a person's data.
 */
export class EventQuarantine1764000020000 implements MigrationInterface {
  name = 'EventQuarantine1764000020000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE event_quarantine (
        event_id uuid PRIMARY KEY,
        type text NOT NULL,
        occurred_at timestamptz(3) NOT NULL,
        state text NOT NULL DEFAULT 'waiting'
          CONSTRAINT event_quarantine_state CHECK (state IN ('waiting', 'requeued', 'discarded')),
        consumer text,
        error_name text NOT NULL,
        error text NOT NULL,
        sqlstate text,
        tries integer NOT NULL DEFAULT 1,
        quarantined_at timestamptz(3) NOT NULL DEFAULT now()
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE event_quarantine');
  }
}
