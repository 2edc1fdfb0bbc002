/** A DataSource, or a client of one's own. */
interface Sql {
  query(sql: string): Promise<unknown>;
}

/**
 * Makes PostgreSQL refuse every notification whose text has `word`, with this SQLSTATE and a message that quotes a value.
 * Each refusal is counted, whatever is rolled back.
 */
export class Poison {
  private constructor(private readonly sql: Sql) {}

  static async put(
    sql: Sql,
    sqlstate: string,
    { word = 'poison', delaySeconds = 0 }: { word?: string; delaySeconds?: number } = {},
  ): Promise<Poison> {
    await sql.query(`
      CREATE SEQUENCE poison_met;
      CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.message LIKE '%${word}%' THEN
            PERFORM nextval('poison_met');
            PERFORM pg_sleep(${delaySeconds});
            RAISE EXCEPTION 'invalid value: "a secret of the payload"' USING ERRCODE = '${sqlstate}';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER poison BEFORE INSERT ON notifications FOR EACH ROW EXECUTE FUNCTION poison()`);
    return new Poison(sql);
  }

  /** How often it was met. */
  async met(): Promise<number> {
    const sql = 'SELECT CASE WHEN is_called THEN last_value ELSE 0 END::int AS met FROM poison_met';
    const [row] = (await this.sql.query(sql)) as { met: number }[];
    return row?.met ?? 0;
  }

  /** Can be called again. */
  async take(): Promise<void> {
    await Poison.takeAll(this.sql);
  }

  static async takeAll(sql: Sql): Promise<void> {
    // One by one: together they would hold one lock while they wait for another, and a batch under way has both. The
    // trigger by its name, since a CASCADE locks a partition before its table.
    await sql.query('DROP TRIGGER IF EXISTS poison ON notifications');
    await sql.query('DROP FUNCTION IF EXISTS poison');
    await sql.query('DROP SEQUENCE IF EXISTS poison_met');
  }
}
