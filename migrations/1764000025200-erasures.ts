import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `erasures` has a row per erasure that is under way: what to look for, since the account says it no more by then. The row
 * goes with the last trace. `erased` marks deliveries whose texts are gone: an attempt that was on its way then is counted,
 * and what it brings back is not written.
 */
export class Erasures1764000025200 implements MigrationInterface {
  name = 'Erasures1764000025200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE webhook_deliveries ADD erased boolean NOT NULL DEFAULT false;
      CREATE TABLE erasures (
        user_id uuid PRIMARY KEY,
        names text[] NOT NULL,
        emails text[] NOT NULL,
        ticket_ids text[] NOT NULL DEFAULT '{}',
        started_at timestamptz(3) NOT NULL DEFAULT now()
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE erasures; ALTER TABLE webhook_deliveries DROP erased');
  }
}
