import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Attempts by endpoint and hour, added up by whoever writes their results, so that a list of endpoints counts nothing.
 * `durations` are the counts of a histogram. No foreign key: a result of an endpoint that was just removed must be stored.
 */
export class EndpointHealth1764000027200 implements MigrationInterface {
  name = 'EndpointHealth1764000027200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE webhook_endpoint_hours (
        endpoint_id uuid NOT NULL,
        hour timestamptz NOT NULL,
        ok integer NOT NULL,
        failed integer NOT NULL,
        durations integer[] NOT NULL,
        last_at timestamptz(3) NOT NULL,
        PRIMARY KEY (endpoint_id, hour)
      ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
      ALTER TABLE webhook_endpoints ADD COLUMN verifies boolean;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE webhook_endpoints DROP COLUMN verifies;
      DROP TABLE webhook_endpoint_hours;
    `);
  }
}
