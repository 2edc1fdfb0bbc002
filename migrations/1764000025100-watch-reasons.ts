import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why a watch exists: by a role that showed its person the ticket, or because staff added the person. Of the existing ones
 * nobody knows, so those of staff and managers count as by role: they end with it. And the tickets of people who changed
 * company before follow them now.
 */
export class WatchReasons1764000025100 implements MigrationInterface {
  name = 'WatchReasons1764000025100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE ticket_watchers ADD by_role boolean NOT NULL DEFAULT false;
      UPDATE ticket_watchers w SET by_role = true FROM users u
       WHERE u.id = w.user_id AND u.role IN ('admin', 'agent', 'manager');
      UPDATE tickets t SET company_id = u.company_id FROM users u
       WHERE u.id = t.requester_id AND u.deleted_at IS NULL AND t.company_id IS DISTINCT FROM u.company_id;
      ALTER TABLE webhook_endpoints ADD creator_left_at timestamptz(3);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE webhook_endpoints DROP creator_left_at;
      ALTER TABLE ticket_watchers DROP by_role;
    `);
  }
}
