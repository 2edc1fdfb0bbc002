import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The running processes: each shows itself here every two seconds, and rows of those that stopped to are deleted after a
 * minute. Unlogged: after a crash of the database all of them show themselves again.
 */
export class ServerProcesses1764000030100 implements MigrationInterface {
  name = 'ServerProcesses1764000030100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE UNLOGGED TABLE server_processes (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        version text NOT NULL,
        roles text[] NOT NULL,
        connections int NOT NULL,
        started_at timestamptz NOT NULL DEFAULT now(),
        seen_at timestamptz NOT NULL
      ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE server_processes');
  }
}
