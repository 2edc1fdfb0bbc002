import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rooms for which pushes are made only while somebody is there, in whatever process. Worth nothing after a restart. */
export class LiveWatchers1764000015000 implements MigrationInterface {
  name = 'LiveWatchers1764000015000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE UNLOGGED TABLE live_watchers (room text PRIMARY KEY, until timestamptz NOT NULL)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE live_watchers');
  }
}
