/**
 * Anything that can read rows: a TypeORM EntityManager or DataSource, or a `BookkeepingSession`. Statements that run on
 * both sides (a policy used by REST and by the dispatcher) take this.
 */
export interface SqlReader {
  query<Row>(sql: string, parameters: unknown[]): Promise<Row[]>;
}

/** Anything that can run SQL: a pg client, a pool, or a wrapped TypeORM query runner. */
export interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}
