import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A row and its file never live in one transaction. So whatever takes a row away, or gives it another file, notes the file
 * in `files_to_delete` in the same transaction: by trigger, because foreign keys and plain SQL go past every service. A
 * comment that becomes a tombstone takes its attachments along as one that is deleted outright would.
 */
export class Attachments1764000005000 implements MigrationInterface {
  name = 'Attachments1764000005000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE attachments (
        id uuid PRIMARY KEY,
        ticket_id uuid NOT NULL CONSTRAINT attachments_ticket_fk REFERENCES tickets ON DELETE CASCADE,
        comment_id uuid CONSTRAINT attachments_comment_fk REFERENCES comments ON DELETE CASCADE,
        uploaded_by uuid NOT NULL CONSTRAINT attachments_uploader_fk REFERENCES users,
        filename text NOT NULL,
        content_type text NOT NULL,
        size bigint NOT NULL,
        sha256 text NOT NULL,
        storage_key uuid NOT NULL,
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX attachments_ticket ON attachments (ticket_id, id);
      CREATE INDEX attachments_comment ON attachments (comment_id);
      CREATE INDEX attachments_uploader ON attachments (uploaded_by);
      CREATE UNIQUE INDEX attachments_storage_key ON attachments (storage_key);

      CREATE TABLE files_to_delete (
        storage_key uuid PRIMARY KEY,
        since timestamptz(3) NOT NULL DEFAULT now()
      );

      CREATE FUNCTION note_file_to_delete() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO files_to_delete (storage_key) VALUES (OLD.storage_key) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER attachments_file_left AFTER DELETE ON attachments
        FOR EACH ROW EXECUTE FUNCTION note_file_to_delete();
      CREATE TRIGGER attachments_file_replaced AFTER UPDATE OF storage_key ON attachments
        FOR EACH ROW WHEN (OLD.storage_key <> NEW.storage_key) EXECUTE FUNCTION note_file_to_delete();

      CREATE FUNCTION delete_attachments_of_comment() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM attachments WHERE comment_id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER comments_attachments_left AFTER UPDATE OF deleted_at ON comments
        FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL)
        EXECUTE FUNCTION delete_attachments_of_comment();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER comments_attachments_left ON comments;
      DROP TABLE attachments, files_to_delete;
      DROP FUNCTION note_file_to_delete, delete_attachments_of_comment;
    `);
  }
}
