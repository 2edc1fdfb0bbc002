import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A company with assets or machines is not deleted from under them: see `companies.service.ts`. */
export class AssetsMachines1764000012000 implements MigrationInterface {
  name = 'AssetsMachines1764000012000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE assets (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        asset_type text NOT NULL,
        description text NOT NULL,
        status text NOT NULL,
        company_id uuid CONSTRAINT assets_company_fk REFERENCES companies,
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX assets_company ON assets (company_id, id);
      CREATE INDEX assets_status ON assets (status, id);

      CREATE TABLE machines (
        id uuid PRIMARY KEY,
        hostname text NOT NULL,
        ip_address text NOT NULL,
        operating_system text NOT NULL,
        company_id uuid CONSTRAINT machines_company_fk REFERENCES companies,
        status text NOT NULL,
        registered_by text NOT NULL,
        decided_by text,
        decided_at timestamptz(3),
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX machines_status ON machines (status, id);
      CREATE INDEX machines_company ON machines (company_id, id);

      CREATE TABLE machine_audit (
        id uuid PRIMARY KEY,
        machine_id uuid NOT NULL CONSTRAINT machine_audit_machine_fk REFERENCES machines ON DELETE CASCADE,
        action text NOT NULL,
        actor_id text,
        actor_name text NOT NULL,
        actor_type text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX machine_audit_machine ON machine_audit (machine_id, id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE machine_audit; DROP TABLE machines; DROP TABLE assets');
  }
}
