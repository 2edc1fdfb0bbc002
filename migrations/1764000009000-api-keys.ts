import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key is stored as its SHA-256 alone: it is random, so nobody can guess what the hash is of. */
export class ApiKeys1764000009000 implements MigrationInterface {
  name = 'ApiKeys1764000009000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE api_keys (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT api_keys_user_fk REFERENCES users ON DELETE CASCADE,
        name text NOT NULL,
        scopes text[] NOT NULL,
        key_hash text NOT NULL,
        key_preview text NOT NULL,
        last_used_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX api_keys_hash ON api_keys (key_hash);
      CREATE INDEX api_keys_user ON api_keys (user_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE api_keys');
  }
}
