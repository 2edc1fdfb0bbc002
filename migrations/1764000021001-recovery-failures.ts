import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many events a recovery could not give to the queue: it goes on with the others. */
export class RecoveryFailures1764000021001 implements MigrationInterface {
  name = 'RecoveryFailures1764000021001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE webhook_recoveries ADD COLUMN failed integer NOT NULL DEFAULT 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE webhook_recoveries DROP COLUMN failed');
  }
}
