import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Its one row is there from the start, so that a change always is an update of something. */
export class Settings1764000014000 implements MigrationInterface {
  name = 'Settings1764000014000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE settings (
        id uuid PRIMARY KEY,
        site_name text NOT NULL,
        support_email text,
        default_ticket_priority text NOT NULL,
        registration text,
        updated_by text,
        version integer NOT NULL,
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      INSERT INTO settings (id, site_name, default_ticket_priority, version)
      VALUES ('00000000-0000-7000-8000-000000000001', 'Carillon', 'normal', 1);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE settings');
  }
}
