import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who sent a waiting event in from outside, so that a burst of one sender makes neither the desk nor another sender wait. */
export class QueueSenders1764000025300 implements MigrationInterface {
  name = 'QueueSenders1764000025300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE event_queue ADD COLUMN sender uuid;
      CREATE INDEX event_queue_desk ON event_queue (seq) WHERE sender IS NULL;
      CREATE INDEX event_queue_senders ON event_queue (sender, seq) WHERE sender IS NOT NULL;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP INDEX event_queue_desk, event_queue_senders; ALTER TABLE event_queue DROP COLUMN sender',
    );
  }
}
