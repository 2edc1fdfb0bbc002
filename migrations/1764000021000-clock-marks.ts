import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row: the times at which the database's clock was looked at, to notice when it jumps. */
export class ClockMarks1764000021000 implements MigrationInterface {
  name = 'ClockMarks1764000021000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE clock_marks (
        seen_at timestamptz(3) NOT NULL,
        settles_at timestamptz(3) NOT NULL,
        trusted_at timestamptz(3) NOT NULL
      );
      INSERT INTO clock_marks SELECT now(), now(), now();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE clock_marks');
  }
}
