import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `token_reuses` has the sessions that were ended because an old refresh token of them was presented again. */
export class TokenReuses1764000026000 implements MigrationInterface {
  name = 'TokenReuses1764000026000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE token_reuses (
        session_id uuid PRIMARY KEY CONSTRAINT token_reuses_session_fk REFERENCES sessions (id) ON DELETE CASCADE,
        user_id uuid NOT NULL,
        detected_at timestamptz(3) NOT NULL
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE token_reuses');
  }
}
