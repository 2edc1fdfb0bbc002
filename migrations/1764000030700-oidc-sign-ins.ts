import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sign-ins at the identity provider that are under way. */
export class OidcSignIns1764000030700 implements MigrationInterface {
  name = 'OidcSignIns1764000030700';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE oidc_sign_ins (
        key_hash text PRIMARY KEY,
        browser_hash text NOT NULL,
        nonce text NOT NULL,
        verifier text NOT NULL,
        next text NOT NULL,
        user_id uuid CONSTRAINT oidc_sign_ins_user_fk REFERENCES users (id) ON DELETE CASCADE,
        expires_at timestamp(3) with time zone NOT NULL
      )`);
    await queryRunner.query('CREATE INDEX oidc_sign_ins_end ON oidc_sign_ins (expires_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE oidc_sign_ins');
  }
}
