import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `public_at` is kept apart from `published_at`: an article may have been published among staff long before. */
export class Kb1764000006000 implements MigrationInterface {
  name = 'Kb1764000006000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE kb_articles (
        id uuid PRIMARY KEY,
        title text NOT NULL,
        slug text NOT NULL,
        body text NOT NULL,
        status text NOT NULL,
        category text,
        author_id uuid NOT NULL CONSTRAINT kb_articles_author_fk REFERENCES users,
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        published_at timestamptz(3),
        public_at timestamptz(3)
      );
      CREATE UNIQUE INDEX kb_articles_slug ON kb_articles (slug);
      CREATE INDEX kb_articles_status ON kb_articles (status, id);
      CREATE INDEX kb_articles_category ON kb_articles (category, id);
      CREATE INDEX kb_articles_author ON kb_articles (author_id);
      CREATE INDEX kb_articles_search ON kb_articles USING gin (to_tsvector('simple', title || ' ' || body));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE kb_articles');
  }
}
