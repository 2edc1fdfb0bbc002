import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a sender may add to an event for people to read: an embed for chats, a line for an inbox (JSON text; null for nearly all).
 * And whose sockets are pushed which event, so that a replay finds them without reading the whole log.
 */
export class OutsideEvents1764000016000 implements MigrationInterface {
  name = 'OutsideEvents1764000016000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE event_bodies ADD COLUMN embed text, ADD COLUMN notify text;
      CREATE TABLE user_events (
        user_id uuid NOT NULL,
        position bigint NOT NULL,
        PRIMARY KEY (user_id, position)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE user_events; ALTER TABLE event_bodies DROP COLUMN embed, DROP COLUMN notify');
  }
}
