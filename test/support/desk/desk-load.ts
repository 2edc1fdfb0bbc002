import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../../../src/common/ids.js';
import type { Random } from '../input/random.js';
import type { HttpAnswer, Person } from '../people/person.js';

/** What became of a write as far as the writer can know: without an answer it may or may not have been committed. */
export type Outcome = 'committed' | 'refused' | 'undecided';

export interface Write {
  /** Stands in the content or title that was sent, and nowhere else. */
  readonly marker: string;
  readonly kind: 'comment' | 'ticket' | 'title';
  readonly outcome: Outcome;
  /** Of what was made or changed; null unless committed. */
  readonly id: string | null;
}

export interface Crew {
  readonly agents: readonly Person[];
  readonly requesters: readonly Person[];
}

interface Attempt {
  kind: Write['kind'];
  person: Person;
  route: string;
  body: (marker: string) => object;
  headers?: Record<string, string>;
}

/** A server that starts needs the processor more than writers that cannot connect. */
const BACK_OFF_MS = 150;
/** More than a minute and a half. */
const MAX_REPEATS = 600;

/**
 * People at work: tickets, comments, internal notes and new titles, and now and then something that must be refused. Keeps
 * an exact account of what was answered.
 */
export class DeskLoad {
  readonly writes: Write[] = [];
  private readonly tickets: { id: string; requester: Person }[] = [];
  private isStopped = false;
  private insists = true;
  private workers: Promise<void>[] = [];
  private count = 0;
  /** Writes that were sent again, because nothing was answered or something broke. */
  repeated = 0;
  /** Writes that were sent again as often as a client would, and never answered. */
  readonly abandoned: string[] = [];

  constructor(
    private readonly crew: Crew,
    private readonly random: Random,
    /** Where the next request goes. */
    private readonly chooseUrl: () => string,
  ) {}

  /** A ticket for each requester, before anything goes wrong. */
  async prepare(): Promise<void> {
    for (const requester of this.crew.requesters) await this.write(this.newTicket(requester));
  }

  start(parallel: number): void {
    this.isStopped = false;
    this.workers = Array.from({ length: parallel }, () => this.work());
  }

  /** Waits until every write that was begun has its answer. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.workers);
  }

  /** Without insisting on answers: nothing may be there to give them. */
  async abort(): Promise<void> {
    this.insists = false;
    await this.stop();
  }

  number(outcome: Outcome): number {
    return this.writes.filter((write) => write.outcome === outcome).length;
  }

  private async work(): Promise<void> {
    while (!this.isStopped) await this.insist(this.choose());
  }

  /** As a client does: what was not answered is sent again, also when the load ends meanwhile. */
  private async insist(attempt: Attempt): Promise<void> {
    for (let repeats = 0; repeats <= MAX_REPEATS; repeats += 1) {
      if ((await this.write(attempt)) !== 'undecided') return;
      if (!this.insists) return;
      this.repeated += 1;
      await delay(BACK_OFF_MS);
    }
    this.abandoned.push(attempt.route);
  }

  private choose(): Attempt {
    const { agents, requesters } = this.crew;
    const ticket = this.random.pick(this.tickets);
    const agent = this.random.pick(agents);
    const dice = this.random.next();
    if (dice < 0.45) return comment(agent, ticket.id);
    if (dice < 0.6) return comment(ticket.requester, ticket.id);
    if (dice < 0.7) return comment(agent, ticket.id, { internal: true });
    if (dice < 0.8) return this.newTicket(this.random.pick(requesters));
    if (dice < 0.9) return title(agent, ticket.id);
    if (dice < 0.95) return comment(agent, ticket.id, { parent_id: newId() });
    return { ...title(agent, ticket.id), headers: { 'if-match': '0' } };
  }

  private newTicket(person: Person): Attempt {
    return { kind: 'ticket', person, route: 'POST /api/tickets', body: (marker) => ({ title: marker }) };
  }

  private async write({ kind, person, route, body, headers }: Attempt): Promise<Outcome> {
    const marker = `write-${(this.count += 1)}-${this.random.seed}`;
    let answer: HttpAnswer | undefined;
    try {
      answer = await person.at(this.chooseUrl()).send(route, body(marker), headers);
    } catch {
      // The connection broke, or there was none.
    }
    const outcome = outcomeOf(answer);
    const id: string | null = outcome === 'committed' ? answer?.body.id : null;
    if (kind === 'ticket' && id !== null) this.tickets.push({ id, requester: person });
    this.writes.push({ marker, kind, outcome, id });
    return outcome;
  }
}

function comment(person: Person, ticketId: string, fields: object = {}): Attempt {
  const route = `POST /api/tickets/${ticketId}/comments`;
  return { kind: 'comment', person, route, body: (marker) => ({ content: marker, ...fields }) };
}

function title(person: Person, ticketId: string): Attempt {
  return { kind: 'title', person, route: `PATCH /api/tickets/${ticketId}`, body: (marker) => ({ title: marker }) };
}

/** A 5xx says that something broke, not that nothing was done. */
function outcomeOf(answer: HttpAnswer | undefined): Outcome {
  if (answer === undefined || answer.status >= 500) return 'undecided';
  return answer.status < 400 ? 'committed' : 'refused';
}
