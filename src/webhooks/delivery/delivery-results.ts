import { Injectable } from '@nestjs/common';
import { bisect, storableReason } from '../../common/bisect.js';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import { isDataFault } from '../../common/postgres-errors.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';
import { EndpointHours } from '../health/endpoint-hours.js';
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
const MAX_AT_ONCE = 256;
const RETRY_MS = 500;

const FAIL_SQL = `
  UPDATE webhook_deliveries SET state = 'failed', due_at = NULL, error = $2
   WHERE id = $1::uuid AND state IN ('pending', 'retry', 'held')`;

interface Waiting {
  readonly result: AttemptResult;
  /** Called with what was stored: not the result itself when that was refused. */
  readonly written: (stored: AttemptResult) => void;
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
  private hoursTimer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  /** Stored: when the rest of its batch has to wait, it is not written again. */
  private readonly told = new WeakSet<Waiting>();

  constructor(
    config: AppConfig,
    private readonly hours: EndpointHours,
    private readonly logger: AppLogger,
  ) {
    const settings = '-c synchronous_commit=off';
    this.session = new BookkeepingSession({ url: config.databaseUrl ?? '', name: 'results', settings });
  }

  open(): Promise<void> {
    return this.session.open();
  }

  /** @param written called with what was stored: a result that the database refuses is stored as a failure */
  add(result: AttemptResult, written: Waiting['written']): void {
    this.waiting.push({ result, written });
    if (this.waiting.length >= MAX_AT_ONCE) this.flushSoon(0);
    else if (this.waiting.length === 1) this.flushSoon(FLUSH_MS);
  }

  async cancel(deliveryIds: readonly string[], reason: string): Promise<void> {
    await this.session.query(CANCEL_SQL, [deliveryIds, reason]);
  }

  /** For a delivery that can never become a request. Nothing was sent. */
  async fail(deliveryId: string, error: unknown): Promise<void> {
    this.logger.error('A delivery cannot be sent; it is marked as failed.', error);
    await this.session.query(FAIL_SQL, [deliveryId, `The message could not be made: ${storableReason(error)}`]);
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
    while (this.waiting.length > 0 && (await this.writeOnce()));
    clearTimeout(this.hoursTimer);
    await this.hours.write(this.session);
    await this.session.close();
  }

  private flushSoon(delayMs: number): void {
    if (this.writing !== undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.writing = this.writeAll().finally(() => {
        this.writeHoursSoon();
        this.writing = undefined;
        if (this.waiting.length > 0) this.flushSoon(FLUSH_MS);
      });
    }, delayMs);
  }

  /** After the results, so that they never wait for figures. */
  private writeHoursSoon(): void {
    if (this.hoursTimer !== undefined || this.hours.isEmpty) return;
    this.hoursTimer = setTimeout(() => {
      this.hoursTimer = undefined;
      void this.hours.write(this.session);
    }, this.hours.dueInMs);
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length >= MAX_AT_ONCE) if (!(await this.writeOnce())) return;
    await this.writeOnce();
  }

  private async writeOnce(): Promise<boolean> {
    const batch = this.waiting.splice(0, MAX_AT_ONCE);
    try {
      await bisect(batch, {
        work: async (items) => {
          await this.write(items.map(({ result }) => result));
          this.tell(items);
        },
        setAside: (item, error) => this.writeRefused(item, error),
      });
    } catch (error) {
      this.logger.error('Results of deliveries could not be stored; trying again.', error);
      this.waiting.unshift(...batch.filter((item) => !this.told.has(item)));
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      return false;
    }
    return true;
  }

  private tell(items: readonly Waiting[], stored?: AttemptResult): void {
    for (const item of items) {
      this.told.add(item);
      try {
        item.written(stored ?? item.result);
      } catch (error) {
        this.logger.error('A stored result could not be passed on.', error);
      }
    }
  }

  /** The others of its batch are stored as they are; this one's delivery has failed, visibly. */
  private async writeRefused(item: Waiting, error: unknown): Promise<void> {
    const { result } = item;
    this.logger.error('The result of a delivery was refused by the database; it is stored as a failure.', error);
    const stored: AttemptResult = {
      ...result,
      state: 'failed',
      dueInMs: null,
      status: null,
      responseBody: null,
      error: `The result of the attempt could not be stored: ${storableReason(error)}`,
      durationMs: 0,
      waitedMs: result.delivery.waitedMs,
      timings: '{}',
    };
    try {
      await this.write([stored]);
    } catch (again) {
      if (!isDataFault(again)) throw again;
      this.logger.error('Not even the failure of a delivery could be stored; it is given up in this process.', again);
    }
    this.tell([item], stored);
  }

  private async write(results: readonly AttemptResult[]): Promise<void> {
    const failed = results.filter(({ state }) => state !== 'success');
    if (failed.length > 0) await this.session.query(LOG_ATTEMPTS_SQL, attemptColumns(failed));
    await this.session.query(COMPLETE_SQL, resultColumns(results));
    for (const { delivery, state, durationMs } of results) {
      this.hours.count({ endpointId: delivery.endpointId, isSuccess: state === 'success', durationMs });
    }
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
