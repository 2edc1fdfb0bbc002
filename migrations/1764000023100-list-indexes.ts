import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For the filters of lists that went through a whole table to find few rows. Those over deliveries and users are partial:
 * a delivery that succeeds and a person who signs in write no entry.
 */
const INDEXES: Readonly<Record<string, string>> = {
  tickets_status: 'tickets (status, id)',
  tickets_priority: 'tickets (priority, id)',
  tickets_tags: 'tickets USING gin (tags)',
  users_inactive: 'users (id) WHERE NOT active',
  assets_type: 'assets (asset_type, id)',
  alerts_type: 'alerts (alert_type, id)',
  alerts_source: 'alerts (source, id)',
  webhook_deliveries_unsent: `webhook_deliveries (endpoint_id, state, id) WHERE state IN ('failed', 'held', 'cancelled')`,
};

export class ListIndexes1764000023100 implements MigrationInterface {
  name = 'ListIndexes1764000023100';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(INDEXES)) await queryRunner.query(`CREATE INDEX ${name} ON ${on}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX ${Object.keys(INDEXES).join(', ')}`);
  }
}
