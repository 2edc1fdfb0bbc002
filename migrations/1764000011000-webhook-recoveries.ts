import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs that send again what an endpoint missed; they go on after a crash from where they were. */
export class WebhookRecoveries1764000011000 implements MigrationInterface {
  name = 'WebhookRecoveries1764000011000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE webhook_recoveries (
        id uuid PRIMARY KEY,
        endpoint_id uuid NOT NULL CONSTRAINT webhook_recoveries_endpoint_fk
          REFERENCES webhook_endpoints ON DELETE CASCADE,
        since timestamptz(3) NOT NULL,
        until timestamptz(3) NOT NULL,
        state text NOT NULL DEFAULT 'running',
        total integer NOT NULL,
        resent integer NOT NULL DEFAULT 0,
        after_delivery uuid NOT NULL,
        has_failed_left boolean NOT NULL DEFAULT true,
        after_position bigint NOT NULL,
        last_position bigint NOT NULL,
        created_by uuid,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz(3)
      );
      CREATE INDEX webhook_recoveries_running ON webhook_recoveries (created_at) WHERE state = 'running';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE webhook_recoveries');
  }
}
