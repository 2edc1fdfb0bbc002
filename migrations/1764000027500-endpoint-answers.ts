import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What receivers answered, counted by class of status beside the attempts of each hour. Hours before this have none. */
export class EndpointAnswers1764000027500 implements MigrationInterface {
  name = 'EndpointAnswers1764000027500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE webhook_endpoint_hours ADD COLUMN answers integer[] NOT NULL DEFAULT '{}'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE webhook_endpoint_hours DROP COLUMN answers');
  }
}
