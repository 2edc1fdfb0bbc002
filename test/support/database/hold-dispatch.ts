import type { DataSource } from 'typeorm';

/** Nothing is dispatched until `work` is done: all that it records is dispatched in one batch, if it fits into one. */
export async function holdDispatch<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    // The pool's limit is for processes that are gone: a test may wait for longer.
    await runner.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await runner.query('SELECT 1 FROM log_head FOR UPDATE');
    return await work();
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}
