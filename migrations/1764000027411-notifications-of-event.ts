import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who was notified of an event. With the person, so that one of 100,000 is found at once; written at its end, since events
 * are told of in about the order of their ids, and people in the order of theirs.
 */
export class NotificationsOfEvent1764000027411 implements MigrationInterface {
  name = 'NotificationsOfEvent1764000027411';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX notifications_event ON notifications (event_id, user_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX notifications_event');
  }
}
