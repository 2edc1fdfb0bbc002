import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The id that a person has at the identity provider of the installation. Most have none, so the index stays small. */
export class ExternalIds1764000029500 implements MigrationInterface {
  name = 'ExternalIds1764000029500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users ADD COLUMN external_id text');
    await queryRunner.query(
      'CREATE UNIQUE INDEX users_external_id ON users (external_id) WHERE external_id IS NOT NULL',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users DROP COLUMN external_id');
  }
}
