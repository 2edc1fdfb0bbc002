import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CommentSearch1764000017000 implements MigrationInterface {
  name = 'CommentSearch1764000017000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      "CREATE INDEX comments_search ON comments USING gin (to_tsvector('simple', content)) WHERE deleted_at IS NULL",
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX comments_search');
  }
}
