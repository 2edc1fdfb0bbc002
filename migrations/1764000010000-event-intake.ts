import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which events came in under which key: a sender that lost the answer asks again and gets the same one. */
export class EventIntake1764000010000 implements MigrationInterface {
  name = 'EventIntake1764000010000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE event_idempotency (
        user_id uuid NOT NULL CONSTRAINT event_idempotency_user_fk REFERENCES users ON DELETE CASCADE,
        key text NOT NULL,
        body_hash text NOT NULL,
        event_id uuid NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, key)
      );
      CREATE INDEX event_idempotency_created ON event_idempotency (created_at);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE event_idempotency');
  }
}
