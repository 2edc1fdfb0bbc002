import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Recorded events wait in `event_queue` until the dispatcher gives each its position in `event_log`. Bodies are append-only
 * text (jsonb would reorder keys, and the bytes of a thing never change). Partitions are made at start and every day.
 */
export class Events1764000002000 implements MigrationInterface {
  name = 'Events1764000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE event_bodies (
        id uuid NOT NULL,
        type text NOT NULL,
        category text NOT NULL,
        source text NOT NULL,
        actor text NOT NULL,
        user_id uuid,
        company_id uuid,
        ordering_key text,
        entity_id uuid,
        scope text NOT NULL,
        visible_to text,
        occurred_at timestamptz(3) NOT NULL,
        data text NOT NULL,
        changes text,
        PRIMARY KEY (id)
      ) PARTITION BY RANGE (id);
      CREATE INDEX event_bodies_ordering_key ON event_bodies (ordering_key, id) WHERE ordering_key IS NOT NULL;
      CREATE TABLE event_bodies_default PARTITION OF event_bodies DEFAULT;

      CREATE TABLE event_queue (
        seq bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
        event_id uuid NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

      CREATE TABLE event_log (
        position bigint NOT NULL,
        event_id uuid NOT NULL,
        PRIMARY KEY (position)
      ) PARTITION BY RANGE (position);
      CREATE TABLE event_log_default PARTITION OF event_log DEFAULT;

      CREATE TABLE log_head (
        position bigint NOT NULL,
        floor bigint NOT NULL DEFAULT 0,
        epoch text NOT NULL
      ) WITH (fillfactor = 10);
      INSERT INTO log_head (position, floor, epoch)
        VALUES (0, 0, substr(md5(gen_random_uuid()::text), 1, 10));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE log_head, event_log, event_queue, event_bodies');
  }
}
