import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which signature families an endpoint sends. Null, as for all before this: those of its format. */
export class EndpointSignatures1764000031100 implements MigrationInterface {
  name = 'EndpointSignatures1764000031100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE webhook_endpoints
        ADD COLUMN signatures text[],
        -- No row has any yet, so that none has to be checked. An empty list would send unsigned requests.
        ADD CONSTRAINT webhook_endpoints_signatures CHECK (
          cardinality(signatures) > 0 AND signatures <@ ARRAY['standard', 'x-webhook', 'xtsystems']
        ) NOT VALID;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE webhook_endpoints DROP CONSTRAINT webhook_endpoints_signatures, DROP COLUMN signatures;
    `);
  }
}
