import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';
import type { AttemptResult } from './queued-delivery.js';

/**
 * Guarded by the number of requests: what a process that lost its lane reports late never overwrites a newer result. One
 * that is held may have been on its way when its endpoint was disabled.
 */
const COMPLETE_SQL = `
  UPDATE webhook_deliveries d
     SET state = v.state, attempts = v.attempts, tries = v.tries, waited_ms = v.waited_ms,
         due_at = now() + v.due_in_ms * interval '1 ms', response_status = v.status,
         response_body = CASE WHEN NOT d.erased THEN v.body END,
         error = CASE WHEN d.erased AND v.error IS NOT NULL THEN 'Erased' ELSE v.error END,
         duration_ms = v.duration_ms, timings = CASE WHEN NOT d.erased THEN v.timings END,
         delivered_at = CASE WHEN v.state = 'success' THEN now() END
    FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::int[], $6::float8[], $7::int[], $8::text[], $9::text[],
                $10::int[], $11::text[])
           v(id, state, attempts, tries, waited_ms, due_in_ms, status, body, error, duration_ms, timings)
   WHERE d.id = v.id AND d.state IN ('pending', 'retry', 'held') AND d.tries = v.tries - 1`;

/**
 * Only of those that failed: a success is the delivery's own row. Locked, so that an erasure under way is waited for: what
 * was sent before it is not written after it.
 */
const LOG_ATTEMPTS_SQL = `
  INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, response_status, response_body, error, timings)
  SELECT v.id, v.number, now() - v.duration_ms * interval '1 ms', v.duration_ms, v.status, v.body, v.error, v.timings
    FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[])
           v(id, number, duration_ms, status, body, error, timings)
    JOIN webhook_deliveries d ON d.id = v.id AND NOT d.erased
     FOR SHARE OF d
  ON CONFLICT DO NOTHING`;

const CANCEL_SQL = `
  UPDATE webhook_deliveries SET state = 'cancelled', due_at = NULL, error = $2
   WHERE id = ANY($1::uuid[]) AND state IN ('pending', 'retry')`;

const FLUSH_MS = 5;
const MOST_AT_ONCE = 256;
const RETRY_MS = 500;

interface Waiting {
  readonly result: AttemptResult;
  readonly written: () => void;
}

/**
 * Writes down what requests came to, up to 256 in a statement and not later than 5 ms after the first. Without waiting for
 * the disk: what a crash of the database forgets is sent again.
 */
@Injectable()
export class DeliveryResults {
  private readonly session: BookkeepingSession;
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(
    config: AppConfig,
    private readonly logger: AppLogger,
  ) {
    const settings = '-c synchronous_commit=off';
    this.session = new BookkeepingSession({ url: config.databaseUrl ?? '', name: 'results', settings });
  }

  open(): Promise<void> {
    return this.session.open();
  }

  /** @param written called when it is stored */
  add(result: AttemptResult, written: () => void): void {
    this.waiting.push({ result, written });
    if (this.waiting.length >= MOST_AT_ONCE) this.flushSoon(0);
    else if (this.waiting.length === 1) this.flushSoon(FLUSH_MS);
  }

  async cancel(deliveryIds: readonly string[], reason: string): Promise<void> {
    await this.session.query(CANCEL_SQL, [deliveryIds, reason]);
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
    while (this.waiting.length > 0 && (await this.writeOnce()));
    await this.session.close();
  }

  private flushSoon(delayMs: number): void {
    if (this.writing !== undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.writing = this.writeAll().finally(() => {
        this.writing = undefined;
        if (this.waiting.length > 0) this.flushSoon(FLUSH_MS);
      });
    }, delayMs);
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length >= MOST_AT_ONCE) if (!(await this.writeOnce())) return;
    await this.writeOnce();
  }

  private async writeOnce(): Promise<boolean> {
    const batch = this.waiting.splice(0, MOST_AT_ONCE);
    if (batch.length === 0) return true;
    try {
      await this.write(batch.map(({ result }) => result));
    } catch (error) {
      this.logger.error('Results of deliveries could not be stored; trying again.', error);
      this.waiting.unshift(...batch);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      return false;
    }
    for (const { written } of batch) written();
    return true;
  }

  private async write(results: readonly AttemptResult[]): Promise<void> {
    const failed = results.filter(({ state }) => state !== 'success');
    if (failed.length > 0) await this.session.query(LOG_ATTEMPTS_SQL, attemptColumns(failed));
    await this.session.query(COMPLETE_SQL, resultColumns(results));
  }
}

function resultColumns(results: readonly AttemptResult[]): unknown[] {
  return [
    results.map(({ delivery }) => delivery.id),
    results.map(({ state }) => state),
    results.map(({ attempts }) => attempts),
    results.map(({ tries }) => tries),
    results.map(({ waitedMs }) => waitedMs),
    results.map(({ dueInMs }) => dueInMs),
    results.map(({ status }) => status),
    results.map(({ responseBody }) => responseBody),
    results.map(({ error }) => error),
    results.map(({ durationMs }) => durationMs),
    results.map(({ timings }) => timings),
  ];
}

function attemptColumns(results: readonly AttemptResult[]): unknown[] {
  return [
    results.map(({ delivery }) => delivery.id),
    results.map(({ tries }) => tries),
    results.map(({ durationMs }) => durationMs),
    results.map(({ status }) => status),
    results.map(({ responseBody }) => responseBody),
    results.map(({ error }) => error),
    results.map(({ timings }) => timings),
  ];
}
