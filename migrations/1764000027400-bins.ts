import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Inspection bins, and the last requests that each of them took. The index finds the endpoints whose URL is a bin, however
 * long the URL is.
 */
export class Bins1764000027400 implements MigrationInterface {
  name = 'Bins1764000027400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE bins (
        id text PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT bins_user_fk REFERENCES users (id) ON DELETE CASCADE,
        status integer NOT NULL DEFAULT 200,
        delay_ms integer NOT NULL DEFAULT 0,
        body text NOT NULL DEFAULT '',
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        expires_at timestamptz(3) NOT NULL
      );
      CREATE INDEX bins_user ON bins (user_id, created_at, id);
      CREATE INDEX bins_expiry ON bins (expires_at);
      CREATE TABLE bin_requests (
        bin_id text NOT NULL CONSTRAINT bin_requests_bin_fk REFERENCES bins (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        method text NOT NULL,
        path text NOT NULL,
        headers text NOT NULL,
        body bytea NOT NULL,
        size integer NOT NULL,
        response_status integer NOT NULL,
        signature text NOT NULL,
        received_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (bin_id, id)
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
      CREATE INDEX bin_requests_age ON bin_requests (received_at);
      CREATE INDEX webhook_endpoints_bin ON webhook_endpoints (substring(url from '/bin/([0-9a-f]{32})'))
        WHERE url LIKE '%/bin/%';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX webhook_endpoints_bin;
      DROP TABLE bin_requests;
      DROP TABLE bins;
    `);
  }
}
