import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `webhook_lanes` has one row per endpoint that has or had work: workers lease lanes, not deliveries. `attempts` counts what
 * was spent of the budget, `tries` every request: one that was told to wait spends nothing.
 */
export class Webhooks1764000004000 implements MigrationInterface {
  name = 'Webhooks1764000004000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE webhook_endpoints (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        owner_type text NOT NULL,
        user_id uuid CONSTRAINT webhook_endpoints_user_fk REFERENCES users ON DELETE CASCADE,
        company_id uuid CONSTRAINT webhook_endpoints_company_fk REFERENCES companies ON DELETE CASCADE,
        name text NOT NULL,
        url text NOT NULL,
        description text NOT NULL DEFAULT '',
        events text[] NOT NULL DEFAULT '{}',
        categories text[] NOT NULL DEFAULT '{}',
        filter text,
        active boolean NOT NULL DEFAULT true,
        disabled_reason text,
        failing_since timestamptz(3),
        failing_told boolean NOT NULL DEFAULT false,
        last_success_at timestamptz(3),
        payload_format text NOT NULL,
        template text,
        json_style text NOT NULL DEFAULT 'compact',
        headers_encrypted text,
        max_attempts integer,
        retry_schedule_ms integer[],
        timeout_seconds integer,
        rate_limit integer,
        include_internal boolean NOT NULL DEFAULT false,
        secret_encrypted text NOT NULL,
        secret_preview text NOT NULL,
        previous_secret_encrypted text,
        previous_secret_expires_at timestamptz(3),
        created_by uuid,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX webhook_endpoints_personal ON webhook_endpoints (user_id) WHERE kind = 'personal';
      CREATE UNIQUE INDEX webhook_endpoints_name_user ON webhook_endpoints (user_id, name)
        WHERE kind = 'endpoint' AND owner_type = 'user';
      CREATE UNIQUE INDEX webhook_endpoints_name_company ON webhook_endpoints (company_id, name)
        WHERE kind = 'endpoint' AND owner_type = 'company';
      CREATE UNIQUE INDEX webhook_endpoints_name_system ON webhook_endpoints (name)
        WHERE kind = 'endpoint' AND owner_type = 'system';
      CREATE INDEX webhook_endpoints_owner ON webhook_endpoints (owner_type, user_id, company_id);

      CREATE TABLE webhook_lanes (
        endpoint_id uuid PRIMARY KEY,
        due_at timestamptz NOT NULL,
        lease_until timestamptz NOT NULL DEFAULT '-infinity',
        claim_id uuid
      ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
      CREATE INDEX webhook_lanes_due ON webhook_lanes (due_at);

      CREATE TABLE webhook_deliveries (
        id uuid NOT NULL,
        endpoint_id uuid NOT NULL,
        position bigint NOT NULL,
        event_id uuid NOT NULL,
        message_id uuid NOT NULL,
        event_type text NOT NULL,
        ordering_key text,
        notification text,
        enriched_data text,
        state text NOT NULL DEFAULT 'pending',
        attempts integer NOT NULL DEFAULT 0,
        tries integer NOT NULL DEFAULT 0,
        waited_ms integer NOT NULL DEFAULT 0,
        due_at timestamptz,
        response_status integer,
        response_body text,
        error text,
        duration_ms integer,
        timings text,
        delivered_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (id)
      ) PARTITION BY RANGE (id);
      CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (endpoint_id, position) WHERE state = 'pending';
      CREATE INDEX webhook_deliveries_retry ON webhook_deliveries (endpoint_id, due_at) WHERE state = 'retry';
      CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (endpoint_id, id);
      CREATE TABLE webhook_deliveries_default PARTITION OF webhook_deliveries DEFAULT;

      CREATE TABLE webhook_attempts (
        delivery_id uuid NOT NULL,
        number integer NOT NULL,
        started_at timestamptz(3) NOT NULL,
        duration_ms integer NOT NULL,
        response_status integer,
        response_body text,
        error text,
        timings text,
        PRIMARY KEY (delivery_id, number)
      ) PARTITION BY RANGE (delivery_id);
      CREATE TABLE webhook_attempts_default PARTITION OF webhook_attempts DEFAULT;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE webhook_attempts, webhook_deliveries, webhook_lanes, webhook_endpoints');
  }
}
