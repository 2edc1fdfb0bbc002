import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Events are matched with filters after they were dispatched. `webhook_filter_head` says how far: one row, moved by whoever
 * holds its lease. An endpoint that cannot keep up, or whose filter pauses, has a row of its own in `webhook_filter_lags` until
 * it is there, too. `up_to`: it needs nothing behind that position, since it has no filter any more.
 */
export class FilterStage1764000022000 implements MigrationInterface {
  name = 'FilterStage1764000022000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE webhook_endpoints
        ADD COLUMN filter_after bigint,
        ADD COLUMN program_failing_since timestamptz(3),
        ADD COLUMN failing_program text;
      -- What is in the log was matched when it was dispatched.
      UPDATE webhook_endpoints SET filter_after = (SELECT position FROM log_head) WHERE filter IS NOT NULL;
      ALTER TABLE webhook_endpoints
        ADD CONSTRAINT webhook_endpoints_filter_after CHECK (filter IS NULL OR filter_after IS NOT NULL);
      CREATE INDEX webhook_endpoints_filtered ON webhook_endpoints (filter_after) WHERE filter IS NOT NULL;

      CREATE TABLE webhook_filter_head (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        position bigint NOT NULL,
        claim_id uuid,
        lease_until timestamptz NOT NULL DEFAULT '-infinity'
      ) WITH (fillfactor = 50);
      INSERT INTO webhook_filter_head (position) SELECT position FROM log_head;

      CREATE TABLE webhook_filter_lags (
        id uuid PRIMARY KEY,
        endpoint_id uuid NOT NULL,
        position bigint NOT NULL,
        up_to bigint,
        not_before timestamptz NOT NULL DEFAULT now(),
        lease_until timestamptz NOT NULL DEFAULT '-infinity',
        strikes integer NOT NULL DEFAULT 0,
        pauses integer NOT NULL DEFAULT 0
      );
      CREATE UNIQUE INDEX webhook_filter_lags_endpoint ON webhook_filter_lags (endpoint_id) WHERE up_to IS NULL;
      CREATE INDEX webhook_filter_lags_due ON webhook_filter_lags (not_before);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE webhook_filter_lags, webhook_filter_head;
      DROP INDEX webhook_endpoints_filtered;
      ALTER TABLE webhook_endpoints
        DROP CONSTRAINT webhook_endpoints_filter_after, DROP COLUMN filter_after, DROP COLUMN program_failing_since, DROP COLUMN failing_program;
    `);
  }
}
