/**
 * Whatever can read rows: a TypeORM EntityManager or DataSource as it is, or a `BookkeepingSession`. Statements that run
 * on both sides (a policy asked by REST and by the dispatcher) take this.
 */
export interface SqlReader {
  query<Row>(sql: string, parameters: unknown[]): Promise<Row[]>;
}

/** Whatever can run SQL: a pg client, a pool, a TypeORM query runner wrapped by the caller. */
export interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}
