import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound, type FieldError } from '../../common/errors.js';
import { InputChecks } from '../../common/http/input-checks.js';
import { newId } from '../../common/ids.js';
import { parseMoment } from '../../common/times.js';
import type { Viewer } from '../../common/visibility.js';
import { EventLog } from '../../events/event-log.js';
import { positionBefore, type LogRange } from '../../events/log-times.js';
import { FilterOverBudget, PersonalWebhookFixed, WebhookDisabled } from '../endpoints/endpoint-errors.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import { FilterDecisions } from '../filtering/filter-decisions.js';
import { readMissed, type TimeWindow } from './missed-events.js';
import { RECOVERABLE } from './recoverable.js';
import { RecoveryFeed } from './recovery-feed.js';
import { RecoveryRunner } from './recovery-runner.js';
import { recoveryView, type RecoveryRow } from './recovery-view.js';
import { type RecoveryAnswer, type RecoveryStarted } from './recovery.answers.js';
import { RecoverEndpoint } from './recovery.dto.js';

const COUNT_SQL = `SELECT count(*)::int AS count FROM webhook_deliveries d WHERE ${RECOVERABLE}`;

const START_SQL = `
  INSERT INTO webhook_recoveries (id, endpoint_id, since, until, total, after_delivery, after_position, last_position,
                                  created_by)
  VALUES ($1, $2, $3, $4, $5, '00000000-0000-0000-0000-000000000000', $6, $7, $8)`;

const READ_SQL = 'SELECT * FROM webhook_recoveries WHERE endpoint_id = $1 AND id = $2';

const CANCEL_SQL = `
  UPDATE webhook_recoveries SET state = 'cancelled', finished_at = now()
   WHERE endpoint_id = $1 AND id = $2 AND state = 'running'`;

/** Sends again what an endpoint missed: deliveries that failed, and events for which none was queued. */
@Injectable()
export class RecoveriesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: EndpointsService,
    private readonly log: EventLog,
    private readonly filters: FilterDecisions,
    private readonly runner: RecoveryRunner,
    private readonly feed: RecoveryFeed,
    checks: InputChecks,
  ) {
    checks.register(RecoverEndpoint, windowFaults);
  }

  /** @throws NotFound, PersonalWebhookFixed, WebhookDisabled, FilterOverBudget, ProgramsBusy */
  async start(viewer: Viewer, endpointId: string, input: RecoverEndpoint): Promise<RecoveryStarted> {
    const endpoint = await this.endpoints.find(viewer, endpointId);
    if (endpoint.kind === 'personal') throw new PersonalWebhookFixed();
    const window = windowOf(input);
    const head = await this.log.head();
    const all = { after: head.floor, upTo: head.position };
    const range = { after: await positionBefore(this.dataSource, window.since, all), upTo: head.position };
    const count = await this.count(endpointId, window, range);
    if (input.dry_run === true) return { job_id: null, count };
    if (!endpoint.active) throw new WebhookDisabled();
    const id = newId();
    const { since, until } = window;
    const parameters = [id, endpointId, since, until, count, range.after, range.upTo, viewer.id];
    await this.dataSource.query(START_SQL, parameters);
    this.runner.wake();
    return { job_id: id, count };
  }

  /** @throws NotFound */
  async read(viewer: Viewer, endpointId: string, id: string): Promise<RecoveryAnswer> {
    await this.endpoints.find(viewer, endpointId);
    const [row] = await this.dataSource.query<RecoveryRow[]>(READ_SQL, [endpointId, id]);
    if (row === undefined) throw new NotFound('job');
    return recoveryView(row);
  }

  /** Deliveries that are queued already are still sent. @throws NotFound */
  async cancel(viewer: Viewer, endpointId: string, id: string): Promise<void> {
    await this.read(viewer, endpointId, id);
    await this.dataSource.query(CANCEL_SQL, [endpointId, id]);
    await this.feed.show(id);
  }

  private async count(endpointId: string, window: TimeWindow, range: LogRange): Promise<number> {
    const parameters = [endpointId, window.since, window.until];
    const [failed] = await this.dataSource.query<{ count: number }[]>(COUNT_SQL, parameters);
    let count = failed?.count ?? 0;
    for (let after = range.after; after < range.upTo;) {
      const page = { endpointId, window, range: { after, upTo: range.upTo } };
      const { matches, failed: refused, reached, isOverBudget } = await readMissed(this.dataSource, this.filters, page);
      if (isOverBudget) throw new FilterOverBudget();
      count += matches.length + refused.length;
      after = reached;
    }
    return count;
  }
}

function windowOf({ since, until }: Partial<RecoverEndpoint>): TimeWindow {
  const now = new Date();
  return { since: parseMoment(since, now) ?? now, until: parseMoment(until, now) ?? now };
}

function windowFaults(input: Partial<RecoverEndpoint>, faulty: ReadonlySet<string>): FieldError[] {
  const { since, until } = windowOf(input);
  const errors: FieldError[] = [];
  if (since.getTime() > Date.now()) errors.push({ field: 'since', message: 'must be in the past' });
  const areKnown = !faulty.has('since') && !faulty.has('until');
  if (areKnown && until < since) errors.push({ field: 'until', message: 'must not be before since' });
  return errors;
}
