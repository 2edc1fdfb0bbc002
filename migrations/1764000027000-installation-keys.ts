import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Fingerprints of the secrets that all processes of this database share, by the variable's name. A process with another
 * secret refuses to start: its tokens would be refused elsewhere, and it could not open what others sealed.
 */
export class InstallationKeys1764000027000 implements MigrationInterface {
  name = 'InstallationKeys1764000027000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE installation_keys (
        name text PRIMARY KEY,
        fingerprint text NOT NULL,
        accepted_at timestamptz(3) NOT NULL DEFAULT now()
      )
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE installation_keys');
  }
}
