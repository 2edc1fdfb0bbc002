import { domainToASCII } from 'node:url';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  users: ['name'],
  companies: ['name'],
  tickets: ['title', 'description'],
  comments: ['content'],
  kb_articles: ['title', 'body', 'category'],
  assets: ['name', 'asset_type', 'description', 'status'],
  machines: ['hostname', 'operating_system'],
  api_keys: ['name'],
};

interface UserRow {
  id: string;
  email: string;
}

/**
 * One code point sequence for one text: what was stored before is brought into NFC, so that searches find it, and every
 * spelling of an address belongs to one account. Where two accounts have one address already, both stay: the younger
 * one's key is the address and its id, which no address can be. Such an account signs in by the spelling it was made with,
 * and an admin gives it another address: SELECT id, email FROM users WHERE email_key LIKE '% %'.
 */
export class NormalizedText1764000025000 implements MigrationInterface {
  name = 'NormalizedText1764000025000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users ADD email_key text');
    await this.normalizeTexts(queryRunner);
    await this.giveKeys(queryRunner);
    await queryRunner.query('CREATE UNIQUE INDEX users_address ON users (coalesce(email_key, email))');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users DROP email_key');
  }

  private async normalizeTexts(queryRunner: QueryRunner): Promise<void> {
    const [server] = (await queryRunner.query('SHOW server_encoding')) as { server_encoding: string }[];
    // Other encodings know no normal forms.
    if (server?.server_encoding !== 'UTF8') return;
    for (const [table, columns] of Object.entries(TEXTS)) {
      for (const column of columns) {
        await queryRunner.query(
          `UPDATE ${table} SET ${column} = normalize(${column}, NFC) WHERE ${column} IS NOT NFC NORMALIZED`,
        );
      }
    }
    await queryRunner.query(`
      UPDATE tickets SET tags = ARRAY(SELECT normalize(tag, NFC) FROM unnest(tags) WITH ORDINALITY AS t(tag, place) ORDER BY place)
       WHERE array_to_string(tags, ' ') IS NOT NFC NORMALIZED`);
  }

  /** Addresses of plain ASCII are their own keys, unless one of the others has it. */
  private async giveKeys(queryRunner: QueryRunner): Promise<void> {
    const rows = (await queryRunner.query(
      `SELECT id, email FROM users WHERE email ~ '[^\\x21-\\x7e]' OR email <> lower(email) ORDER BY created_at, id`,
    )) as UserRow[];
    const given = new Set<string>();
    for (const { id, email } of rows) {
      const key = keyOf(email);
      const [other] = (await queryRunner.query('SELECT id FROM users WHERE email = $1 AND id <> $2', [
        key,
        id,
      ])) as unknown[];
      const isFree = other === undefined && !given.has(key);
      given.add(key);
      if (isFree && key === email) continue;
      await queryRunner.query('UPDATE users SET email_key = $2 WHERE id = $1', [id, isFree ? key : `${key} ${id}`]);
    }
  }
}

function keyOf(email: string): string {
  const mapped = email.normalize('NFKC').toLowerCase().normalize('NFKC');
  const at = mapped.lastIndexOf('@');
  const domain = mapped.slice(at + 1);
  const isAscii = /^[\u0021-\u007e]*$/.test(domain);
  return `${mapped.slice(0, at + 1)}${isAscii ? domain : domainToASCII(domain) || domain}`;
}
