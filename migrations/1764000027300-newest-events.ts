import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For the log as people read it: the place of one event, and all events of one entity. Ids grow with positions, so that the
 * first index is written at its end; the second has no entry for what another service sent in.
 */
export class NewestEvents1764000027300 implements MigrationInterface {
  name = 'NewestEvents1764000027300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE INDEX event_log_event ON event_log (event_id);
      CREATE INDEX event_bodies_entity ON event_bodies (entity_id, id) WHERE entity_id IS NOT NULL;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX event_bodies_entity, event_log_event');
  }
}
