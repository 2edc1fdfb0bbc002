import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many deliveries lie before an event in its chain, so that endpoints that feed themselves come to an end. */
export class EventHops1764000024000 implements MigrationInterface {
  name = 'EventHops1764000024000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE event_bodies ADD COLUMN hops smallint NOT NULL DEFAULT 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE event_bodies DROP COLUMN hops');
  }
}
