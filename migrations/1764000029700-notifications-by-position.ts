import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who was notified at a position: a process that reads a batch of the log looks for the few people who are connected to
 * it. Written at its end.
 */
export class NotificationsByPosition1764000029700 implements MigrationInterface {
  name = 'NotificationsByPosition1764000029700';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX notifications_position ON notifications (position, user_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX notifications_position');
  }
}
