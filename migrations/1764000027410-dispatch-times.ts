import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each event got its position. The default comes after the column: for events of before it is not known. */
export class DispatchTimes1764000027410 implements MigrationInterface {
  name = 'DispatchTimes1764000027410';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE event_log ADD COLUMN dispatched_at timestamptz(3);
      ALTER TABLE event_log ALTER COLUMN dispatched_at SET DEFAULT clock_timestamp();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE event_log DROP COLUMN dispatched_at');
  }
}
