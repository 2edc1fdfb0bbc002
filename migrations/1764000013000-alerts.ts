import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Alerts1764000013000 implements MigrationInterface {
  name = 'Alerts1764000013000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE alerts (
        id uuid PRIMARY KEY,
        message text NOT NULL,
        alert_type text NOT NULL,
        severity text NOT NULL,
        source text,
        details json,
        status text NOT NULL,
        resolved_by text,
        resolved_at timestamptz(3),
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX alerts_status ON alerts (status, id);
      CREATE INDEX alerts_severity ON alerts (severity, id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE alerts');
  }
}
