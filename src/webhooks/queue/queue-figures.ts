/** An expression: when the oldest delivery of an endpoint that is due became due; null: none is. @param endpoint an expression */
export const oldestDueOf = (endpoint: string) => `
  least((SELECT m.created_at FROM webhook_queue d JOIN webhook_messages m ON m.id = d.id
          WHERE d.endpoint_id = ${endpoint} AND d.state = 'pending' ORDER BY d.position LIMIT 1),
        (SELECT d.due_at FROM webhook_queue d
          WHERE d.endpoint_id = ${endpoint} AND d.state = 'retry' AND d.due_at <= now() ORDER BY d.due_at LIMIT 1))`;

/** How many deliveries failed. By the partial indexes alone, so not from the view. Messages: what was over before there were outcomes. */
export const COUNT_FAILED = `
  SELECT (SELECT count(*) FROM webhook_outcomes WHERE lower(state) = 'failed')
       + (SELECT count(*) FROM webhook_messages WHERE lower(state) = 'failed')`;
