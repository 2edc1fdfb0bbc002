/** The SQL type, such as `uuid`, and the value of a row. */
export type Column<Row> = readonly [type: string, read: (row: Row) => unknown];

/**
 * Rows as parameters of one statement, an array for each column: one statement text, prepared once, takes any number of them.
 *
 * Measured against `json_to_recordset` with one JSON parameter: 256 results of deliveries take 4.0 ms instead of 5.3, 500
 * notifications 8.3 ms instead of 12.4. JSON is a tenth faster only where texts of a kilobyte make up the row.
 */
export class BulkRows<Row> {
  private readonly names: readonly string[];
  private readonly columns: readonly Column<Row>[];

  /** @param columns by name */
  constructor(columns: Readonly<Record<string, Column<Row>>>) {
    this.names = Object.keys(columns);
    this.columns = Object.values(columns);
  }

  /** The columns in order, for `INSERT INTO table (...)`. */
  get list(): string {
    return this.names.join(', ');
  }

  /** `$1, $2, ...`, for VALUES: cheaper than arrays where there is one row. Its parameters are `one(row)`. */
  get placeholders(): string {
    return this.names.map((_, index) => `$${index + 1}`).join(', ');
  }

  /** For FROM: the rows as a table named `alias`, whose parameters begin at $1. */
  as(alias: string): string {
    return `${this.unnest()} AS ${alias}(${this.list})`;
  }

  /** The same with a column `place` that counts the rows from 1. */
  inOrderAs(alias: string): string {
    return `${this.unnest()} WITH ORDINALITY AS ${alias}(${this.list}, place)`;
  }

  /** The parameters of a statement with `placeholders`. */
  one(row: Row): unknown[] {
    return this.columns.map(([, read]) => read(row));
  }

  /** The parameters of a statement with `as` or `inOrderAs`. */
  of(rows: readonly Row[]): unknown[][] {
    return this.columns.map(([, read]) => rows.map((row) => read(row)));
  }

  private unnest(): string {
    return `unnest(${this.columns.map(([type], index) => `$${index + 1}::${type}[]`).join(', ')})`;
  }
}
