import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Accounts1764000000000 implements MigrationInterface {
  name = 'Accounts1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE companies (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        role text NOT NULL,
        company_id uuid CONSTRAINT users_company_fk REFERENCES companies ON DELETE SET NULL,
        password_hash text,
        active boolean NOT NULL DEFAULT true,
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        deleted_at timestamptz(3)
      );
      CREATE UNIQUE INDEX users_email ON users (email);
      CREATE INDEX users_company ON users (company_id);
      CREATE INDEX users_role ON users (role);
      CREATE TABLE user_preferences (
        user_id uuid PRIMARY KEY CONSTRAINT user_preferences_user_fk REFERENCES users ON DELETE CASCADE,
        auto_watch boolean NOT NULL DEFAULT true
      );
      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT sessions_user_fk REFERENCES users ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        expires_at timestamptz(3) NOT NULL,
        revoked_at timestamptz(3)
      );
      CREATE INDEX sessions_user ON sessions (user_id);
      CREATE TABLE refresh_tokens (
        token_hash text PRIMARY KEY,
        session_id uuid NOT NULL CONSTRAINT refresh_tokens_session_fk REFERENCES sessions ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        rotated_at timestamptz(3)
      );
      CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE refresh_tokens, sessions, user_preferences, users, companies');
  }
}
