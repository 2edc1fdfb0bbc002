/**
 * A statement that ends waiting deliveries without a request: out of the queue, and an outcome instead, which keeps what the
 * last attempt brought. $2: the reason.
 *
 * @param where a condition on `webhook_queue`
 */
export function endSql(where: string, state: 'failed' | 'cancelled'): string {
  return `
  WITH gone AS (DELETE FROM webhook_queue WHERE ${where} RETURNING *)
  INSERT INTO webhook_outcomes (id, endpoint_id, attempts, tries, waited_ms, response_status, response_body, error,
                                duration_ms, timings, state)
  SELECT id, endpoint_id, attempts, tries, waited_ms, response_status, response_body, $2, duration_ms, timings, '${state}'
    FROM gone`;
}
