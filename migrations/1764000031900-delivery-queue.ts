import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES_SQL = `
  CREATE TABLE webhook_queue (
    id uuid PRIMARY KEY,
    endpoint_id uuid NOT NULL,
    position bigint NOT NULL,
    state text NOT NULL DEFAULT 'pending' CONSTRAINT webhook_queue_state CHECK (state IN ('pending', 'retry', 'held')),
    attempts integer NOT NULL DEFAULT 0,
    tries integer NOT NULL DEFAULT 0,
    waited_ms integer NOT NULL DEFAULT 0,
    due_at timestamptz,
    erased boolean NOT NULL DEFAULT false,
    response_status integer,
    response_body text,
    error text,
    duration_ms integer,
    timings text
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
  CREATE INDEX webhook_queue_waiting ON webhook_queue (endpoint_id, state, position);
  CREATE INDEX webhook_queue_retry ON webhook_queue (endpoint_id, due_at) WHERE state = 'retry';

  CREATE TABLE webhook_outcomes (
    id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    delivered_at timestamptz(3),
    attempts integer NOT NULL DEFAULT 0,
    tries integer NOT NULL DEFAULT 0,
    waited_ms integer NOT NULL DEFAULT 0,
    response_status integer,
    duration_ms integer,
    state text NOT NULL CONSTRAINT webhook_outcomes_state CHECK (state IN ('success', 'failed', 'cancelled')),
    response_body text,
    error text,
    timings text,
    PRIMARY KEY (id)
  ) PARTITION BY RANGE (id);
  CREATE INDEX webhook_outcomes_unsent ON webhook_outcomes (endpoint_id, state, id) WHERE state IN ('failed', 'cancelled');
  CREATE INDEX webhook_outcomes_unsent_any ON webhook_outcomes (lower(state), id)
    WHERE lower(state) IN ('failed', 'cancelled');
  CREATE TABLE webhook_outcomes_default PARTITION OF webhook_outcomes DEFAULT;`;

/** New rows leave these empty, so that the partial indexes by state have no entry of them. */
const MESSAGES_SQL = `
  ALTER TABLE webhook_deliveries
    ALTER state DROP NOT NULL, ALTER state DROP DEFAULT,
    ALTER attempts DROP NOT NULL, ALTER attempts DROP DEFAULT,
    ALTER tries DROP NOT NULL, ALTER tries DROP DEFAULT,
    ALTER waited_ms DROP NOT NULL, ALTER waited_ms DROP DEFAULT;
  ALTER TABLE webhook_deliveries RENAME TO webhook_messages;
  ALTER TABLE webhook_deliveries_default RENAME TO webhook_messages_default;`;

/**
 * The three parts are bare tables, and the conditions stand outside: so the planner reaches the indexes of each part, in
 * their order too, and leaves out a part whose constraint excludes the state that is looked for.
 */
const VIEW_SQL = `
  CREATE VIEW webhook_deliveries AS
  SELECT m.id, m.endpoint_id, m.position, m.event_id, m.message_id, m.event_type, m.ordering_key, m.notification, m.enriched_data,
         s.state, s.attempts, s.tries, s.waited_ms, s.due_at, s.response_status, s.response_body, s.error, s.duration_ms,
         s.timings, s.delivered_at, m.created_at, m.erased
    FROM webhook_messages m
    JOIN (SELECT id, endpoint_id, state, attempts, tries, waited_ms, due_at, response_status, response_body, error,
                 duration_ms, timings, NULL::timestamptz AS delivered_at FROM webhook_queue
           UNION ALL
          SELECT id, endpoint_id, state, attempts, tries, waited_ms, NULL::timestamptz, response_status, response_body, error,
                 duration_ms, timings, delivered_at FROM webhook_outcomes
           UNION ALL
          SELECT id, endpoint_id, state, attempts, tries, waited_ms, due_at, response_status, response_body, error,
                 duration_ms, timings, delivered_at FROM webhook_messages) s
      ON s.id = m.id AND s.endpoint_id = m.endpoint_id
   WHERE s.state IS NOT NULL;
  ALTER VIEW webhook_deliveries
    ALTER state SET DEFAULT 'pending', ALTER attempts SET DEFAULT 0, ALTER tries SET DEFAULT 0, ALTER waited_ms SET DEFAULT 0,
    ALTER created_at SET DEFAULT now(), ALTER erased SET DEFAULT false;`;

/**
 * A statement over the view reads rows without locking them. So what it changes is locked here, message first, and a change
 * of what was changed meanwhile is left out, as if the statement had waited for the row and no longer found it.
 */
const TRIGGERS_SQL = `
  CREATE FUNCTION webhook_deliveries_place(d webhook_deliveries) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF d.state IN ('pending', 'retry', 'held') THEN
      INSERT INTO webhook_queue (id, endpoint_id, position, state, attempts, tries, waited_ms, due_at, erased,
                                 response_status, response_body, error, duration_ms, timings)
      VALUES (d.id, d.endpoint_id, d.position, d.state, d.attempts, d.tries, d.waited_ms, d.due_at, d.erased,
              d.response_status, d.response_body, d.error, d.duration_ms, d.timings);
    ELSE
      INSERT INTO webhook_outcomes (id, endpoint_id, delivered_at, attempts, tries, waited_ms, response_status, duration_ms,
                                    state, response_body, error, timings)
      VALUES (d.id, d.endpoint_id, d.delivered_at, d.attempts, d.tries, d.waited_ms, d.response_status, d.duration_ms,
              d.state, d.response_body, d.error, d.timings);
    END IF;
  END $$;

  CREATE FUNCTION webhook_deliveries_insert() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO webhook_messages (id, endpoint_id, position, event_id, message_id, event_type, ordering_key, notification,
                                  enriched_data, created_at, erased)
    VALUES (NEW.id, NEW.endpoint_id, NEW.position, NEW.event_id, NEW.message_id, NEW.event_type, NEW.ordering_key,
            NEW.notification, NEW.enriched_data, NEW.created_at, NEW.erased);
    PERFORM webhook_deliveries_place(NEW);
    RETURN NEW;
  END $$;

  CREATE FUNCTION webhook_deliveries_update() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    is_erasure CONSTANT boolean := NEW.erased AND NOT OLD.erased;
    is_result CONSTANT boolean := NEW.tries <> OLD.tries;
    present record;
  BEGIN
    PERFORM FROM webhook_messages WHERE id = OLD.id FOR UPDATE;
    SELECT state, tries INTO present FROM webhook_queue WHERE id = OLD.id FOR UPDATE;
    IF NOT FOUND THEN
      SELECT state, tries INTO present FROM webhook_outcomes WHERE id = OLD.id FOR UPDATE;
    END IF;
    IF NOT FOUND THEN
      SELECT state, tries INTO present FROM webhook_messages WHERE id = OLD.id AND state IS NOT NULL;
    END IF;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    IF is_erasure THEN
      IF (present.state, present.tries) IS DISTINCT FROM (OLD.state, OLD.tries) THEN
        SELECT attempts, tries, due_at, response_status, duration_ms, delivered_at, CASE WHEN error IS NOT NULL THEN 'Erased' END
          INTO NEW.attempts, NEW.tries, NEW.due_at, NEW.response_status, NEW.duration_ms, NEW.delivered_at, NEW.error
          FROM webhook_deliveries WHERE id = OLD.id;
        IF NEW.state = OLD.state OR present.state NOT IN ('pending', 'retry', 'held') THEN
          NEW.state := present.state;
        END IF;
      END IF;
    ELSIF present.tries <> OLD.tries
       OR (present.state <> OLD.state AND NOT (is_result AND present.state IN ('pending', 'retry', 'held'))) THEN
      RETURN NULL;
    END IF;
    IF (NEW.notification, NEW.enriched_data, NEW.erased, NEW.created_at) IS DISTINCT FROM
       (OLD.notification, OLD.enriched_data, OLD.erased, OLD.created_at) THEN
      UPDATE webhook_messages SET notification = NEW.notification, enriched_data = NEW.enriched_data, erased = NEW.erased,
             created_at = NEW.created_at WHERE id = OLD.id;
    END IF;
    UPDATE webhook_messages SET state = NULL, response_body = NULL, error = NULL, timings = NULL
     WHERE id = OLD.id AND state IS NOT NULL;
    DELETE FROM webhook_outcomes WHERE id = OLD.id;
    IF present.state IN ('pending', 'retry', 'held') AND NEW.state IN ('pending', 'retry', 'held') THEN
      UPDATE webhook_queue SET state = NEW.state, attempts = NEW.attempts, tries = NEW.tries, waited_ms = NEW.waited_ms,
             due_at = NEW.due_at, erased = NEW.erased, response_status = NEW.response_status,
             response_body = NEW.response_body, error = NEW.error, duration_ms = NEW.duration_ms, timings = NEW.timings
       WHERE id = OLD.id;
      IF FOUND THEN
        RETURN NEW;
      END IF;
    END IF;
    DELETE FROM webhook_queue WHERE id = OLD.id;
    PERFORM webhook_deliveries_place(NEW);
    RETURN NEW;
  END $$;

  CREATE FUNCTION webhook_deliveries_delete() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM webhook_queue WHERE id = OLD.id;
    DELETE FROM webhook_outcomes WHERE id = OLD.id;
    DELETE FROM webhook_messages WHERE id = OLD.id;
    RETURN OLD;
  END $$;

  CREATE TRIGGER webhook_deliveries_insert INSTEAD OF INSERT ON webhook_deliveries
    FOR EACH ROW EXECUTE FUNCTION webhook_deliveries_insert();
  CREATE TRIGGER webhook_deliveries_update INSTEAD OF UPDATE ON webhook_deliveries
    FOR EACH ROW EXECUTE FUNCTION webhook_deliveries_update();
  CREATE TRIGGER webhook_deliveries_delete INSTEAD OF DELETE ON webhook_deliveries
    FOR EACH ROW EXECUTE FUNCTION webhook_deliveries_delete();`;

/**
 * What waits, what it came to, and what is sent stand apart: `webhook_queue` has a narrow row of each delivery that waits,
 * `webhook_outcomes` of each that is over, and `webhook_messages`, the former `webhook_deliveries`, what is sent to whom.
 * Sending deletes the one, inserts the other, and leaves the message as it is. A message is in the queue, or has an outcome,
 * or was over before this migration: then its own `state` says how it ended, until its retention is over.
 *
 * `webhook_deliveries` is a view over the three. Processes of the version before write to it while they are being replaced,
 * so triggers turn that into writes of the tables.
 */
export class DeliveryQueue1764000031900 implements MigrationInterface {
  name = 'DeliveryQueue1764000031900';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES_SQL);
    await queryRunner.query(MESSAGES_SQL);
    await queryRunner.query(VIEW_SQL);
    await queryRunner.query(TRIGGERS_SQL);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(BACK_SQL);
  }
}

const BACK_SQL = `
  UPDATE webhook_messages m
     SET state = q.state, attempts = q.attempts, tries = q.tries, waited_ms = q.waited_ms, due_at = q.due_at,
         response_status = q.response_status, response_body = q.response_body, error = q.error,
         duration_ms = q.duration_ms, timings = q.timings
    FROM webhook_queue q WHERE q.id = m.id;
  UPDATE webhook_messages m
     SET state = o.state, attempts = o.attempts, tries = o.tries, waited_ms = o.waited_ms, due_at = NULL,
         response_status = o.response_status, response_body = o.response_body, error = o.error,
         duration_ms = o.duration_ms, timings = o.timings, delivered_at = o.delivered_at
    FROM webhook_outcomes o WHERE o.id = m.id;
  UPDATE webhook_messages
     SET state = coalesce(state, 'cancelled'), attempts = coalesce(attempts, 0), tries = coalesce(tries, 0),
         waited_ms = coalesce(waited_ms, 0)
   WHERE state IS NULL OR attempts IS NULL OR tries IS NULL OR waited_ms IS NULL;
  DROP FUNCTION webhook_deliveries_place(webhook_deliveries);
  DROP VIEW webhook_deliveries;
  DROP FUNCTION webhook_deliveries_insert, webhook_deliveries_update, webhook_deliveries_delete;
  DROP TABLE webhook_queue, webhook_outcomes;
  ALTER TABLE webhook_messages
    ALTER state SET DEFAULT 'pending', ALTER state SET NOT NULL,
    ALTER attempts SET DEFAULT 0, ALTER attempts SET NOT NULL,
    ALTER tries SET DEFAULT 0, ALTER tries SET NOT NULL,
    ALTER waited_ms SET DEFAULT 0, ALTER waited_ms SET NOT NULL;
  ALTER TABLE webhook_messages RENAME TO webhook_deliveries;
  ALTER TABLE webhook_messages_default RENAME TO webhook_deliveries_default;
  DO $$
  DECLARE
    one record;
  BEGIN
    FOR one IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname ~ '^webhook_messages_p\\d' LOOP
      EXECUTE format('ALTER TABLE %I RENAME TO %I', one.relname, replace(one.relname, 'webhook_messages', 'webhook_deliveries'));
    END LOOP;
  END $$;`;
