import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For the list of deliveries over all endpoints. Neither index costs a delivery that succeeds anything worth measuring: the
 * first has only what was not sent, the second a summary per block of pages, since events and their deliveries are written
 * at about the same time. `lower`: for one endpoint another index finds the rows at once, and this one must not be taken.
 */
export class DeliveryLists1764000027100 implements MigrationInterface {
  name = 'DeliveryLists1764000027100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE INDEX webhook_deliveries_unsent_any ON webhook_deliveries (lower(state), id)
        WHERE lower(state) IN ('failed', 'held', 'cancelled');
      CREATE INDEX webhook_deliveries_event ON webhook_deliveries USING brin (event_id)
        WITH (pages_per_range = 16, autosummarize = on);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX webhook_deliveries_unsent_any, webhook_deliveries_event');
  }
}
