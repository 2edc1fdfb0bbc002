/**
 * Whatever can read rows: a TypeORM EntityManager or DataSource as it is, or a `BookkeepingSession`. Statements that run
 * on both sides (a policy asked by REST and by the dispatcher) take this.
 */
export interface SqlReader {
  query<Row>(sql: string, parameters: unknown[]): Promise<Row[]>;
}
