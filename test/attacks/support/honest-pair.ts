import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseView } from '../../support/database/settled.js';
import { connect, type TestSocket } from '../../support/sockets/socket.js';
import { until } from '../../support/until.js';
import type { Person } from '../../support/people/person.js';
import type { Receiver } from '../../support/receivers/receiver.js';
import { waitedForCoreMs, waitForCores } from './waiting-for-a-core.js';

/** The limits that the suite insists on, whatever an attacker does. */
export const ARRIVES_WITHIN_MS = 2_000;
export const LIVE_WITHIN_MS = 250;
/** A comment passes several processes, each of which waits for the machine as long as the control does. */
const HOPS = 4;

/** Four comments a second stay within the default rate limit. */
const COMMENT_EVERY_MS = 250;
const LIVE_EVERY_MS = 50;
const LOOK_EVERY_MS = 20;
const GIVE_UP_MS = 12_000;
const START_MS = 30_000;

const CHANNELS = ['inbox', 'socket', 'webhook'] as const;
type Channel = (typeof CHANNELS)[number];

/** A moment, and how long the attacked server had waited for a core until then. */
interface Moment {
  readonly at: number;
  readonly waitedMs: number;
}

interface Beat {
  readonly sent: Moment;
  id?: string;
  answeredMs: number;
  status: number;
}

/** The worst seen while the attack ran, in milliseconds from the sending; Infinity: never. */
export interface Figures extends Record<Channel, number> {
  readonly comments: number;
  /** Less what the server waited for a core. */
  readonly live: number;
  /** What the machine itself was late with. */
  readonly control: number;
  readonly answer: number;
  /** Each expectation that was not met; empty when all were. */
  readonly complaints: string[];
}

export interface PairOptions {
  readonly url: string;
  readonly requester: Person;
  readonly agent: Person;
  readonly view: DatabaseView;
  readonly receiver: Receiver;
  readonly controlUrl: string;
  /** Of the attacked server. */
  readonly pid: number;
}

/**
 * A requester and an agent who go on working during an attack: the agent comments four times a second, the
 * requester must have each comment in the inbox, on the socket and at the webhook.
 */
export class HonestPair {
  private readonly beats: Beat[] = [];
  private readonly seen: Record<Channel, Map<string, Moment>> = {
    inbox: new Map(),
    socket: new Map(),
    webhook: new Map(),
  };
  private readonly pending = new Set<Promise<void>>();
  private liveMs = 0;
  private controlMs = 0;
  private isWriting = false;
  private isWatching = false;
  private loops: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly options: PairOptions,
    private readonly ticketId: string,
    private readonly socket: TestSocket,
  ) {}

  /** Opens the ticket and every channel, and waits until one comment has arrived on each. */
  static async meet(options: PairOptions): Promise<HonestPair> {
    const { requester, receiver, url } = options;
    await requester.call('PUT /api/users/me/webhook', { webhook_url: `${receiver.url}/honest` });
    const ticket = await requester.call('POST /api/tickets', { title: 'An honest question' });
    const socket = await connect(url, { token: requester.token });
    const pair = new HonestPair(options, ticket.id, socket);
    await pair.warmUp();
    return pair;
  }

  get route(): string {
    return `POST /api/tickets/${this.ticketId}/comments`;
  }

  /** Works from now on, until `stop`. */
  start(): void {
    this.isWriting = true;
    this.isWatching = true;
    this.liveMs = 0;
    this.controlMs = 0;
    this.beats.length = 0;
    this.loops = Promise.all([this.comment(), this.askLive(), this.look()]);
  }

  /** Lets what is under way arrive, and counts. */
  async stop(): Promise<Figures> {
    this.isWriting = false;
    const timeoutMs = ARRIVES_WITHIN_MS + HOPS * this.controlMs;
    await until(() => this.beats.every((beat) => this.hasArrived(beat)), { timeoutMs }).catch(() => undefined);
    this.isWatching = false;
    await this.loops;
    await Promise.race([Promise.all(this.pending), delay(GIVE_UP_MS, undefined, { ref: false })]);
    return this.figures();
  }

  private async warmUp(): Promise<void> {
    this.start();
    await until(() => this.beats.some((beat) => this.hasArrived(beat)), {
      timeoutMs: START_MS,
      describe: () => 'no comment arrived before the attack',
    });
    await this.stop();
  }

  private hasArrived(beat: Beat): boolean {
    return CHANNELS.every((channel) => this.delayOf(beat, channel) < Infinity);
  }

  private async comment(): Promise<void> {
    while (this.isWriting) {
      const beat: Beat = { sent: this.now(), answeredMs: Infinity, status: 0 };
      this.beats.push(beat);
      const sending = this.post(beat).finally(() => this.pending.delete(sending));
      this.pending.add(sending);
      await delay(COMMENT_EVERY_MS);
    }
  }

  private async post(beat: Beat): Promise<void> {
    const { agent } = this.options;
    try {
      const { status, body } = await agent.send(this.route, { content: `Comment ${this.beats.length}` });
      beat.status = status;
      beat.id = body.id;
      beat.answeredMs = between(beat.sent, this.now());
    } catch {
      // Counted as never answered.
    }
  }

  /** One question at a time: one that is answered late makes one late figure, not ten. */
  private async askLive(): Promise<void> {
    const { url, controlUrl, pid } = this.options;
    while (this.isWatching) {
      const waitedMs = waitForCores(pid);
      const [live, control] = await Promise.all([answerMs(`${url}/health/live`), answerMs(controlUrl)]);
      this.liveMs = Math.max(this.liveMs, live - waitedMs());
      this.controlMs = Math.max(this.controlMs, control);
      await delay(LIVE_EVERY_MS);
    }
  }

  private async look(): Promise<void> {
    let [pushes, posts] = [0, 0];
    while (this.isWatching) {
      const { socket, options } = this;
      for (const { message, body } of socket.pushes.slice(pushes)) {
        if (message === 'notification') this.note('socket', body.data?.id);
      }
      pushes = socket.pushes.length;
      for (const { body } of options.receiver.accepted('/honest').slice(posts)) {
        this.note('webhook', body.data?.id);
        posts += 1;
      }
      const sql = 'SELECT related_id FROM notifications WHERE user_id = $1';
      const rows = await options.view.rows<{ related_id: string }>(sql, [options.requester.id]);
      for (const row of rows) this.note('inbox', row.related_id);
      await delay(LOOK_EVERY_MS);
    }
  }

  private now(): Moment {
    return { at: performance.now(), waitedMs: waitedForCoreMs(this.options.pid) };
  }

  private note(channel: Channel, id: string): void {
    if (!this.seen[channel].has(id)) this.seen[channel].set(id, this.now());
  }

  private delayOf(beat: Beat, channel: Channel): number {
    const seen = this.seen[channel].get(beat.id ?? '');
    return seen === undefined ? Infinity : between(beat.sent, seen);
  }

  private figures(): Figures {
    const worst = (of: (beat: Beat) => number) => Math.max(0, ...this.beats.map(of));
    const figures = {
      comments: this.beats.length,
      live: this.liveMs,
      control: this.controlMs,
      answer: worst(({ answeredMs }) => answeredMs),
      inbox: worst((beat) => this.delayOf(beat, 'inbox')),
      socket: worst((beat) => this.delayOf(beat, 'socket')),
      webhook: worst((beat) => this.delayOf(beat, 'webhook')),
    };
    return { ...figures, complaints: complaintsOf(figures, this.beats) };
  }
}

/** Less what the machine made of it: the server waited for a core, and so did the database, which has no process alone. */
function between(from: Moment, to: Moment): number {
  return Math.max(0, to.at - from.at - 2 * (to.waitedMs - from.waitedMs));
}

function complaintsOf(figures: Omit<Figures, 'complaints'>, beats: readonly Beat[]): string[] {
  const { live, control } = figures;
  const refused = beats.filter(({ status }) => status !== 0 && status !== 201).map(({ status }) => status);
  const late = (['answer', ...CHANNELS] as const).filter((name) => figures[name] > ARRIVES_WITHIN_MS + HOPS * control);
  return [
    ...(live > LIVE_WITHIN_MS + 2 * control ? [`live answered after ${inWords(live)}`] : []),
    ...late.map((name) => `a comment reached ${name} after ${inWords(figures[name])}`),
    ...(refused.length > 0 ? [`comments were refused: ${refused.join(', ')}`] : []),
  ];
}

/** On a connection of its own, as probes ask. Until the whole answer is there; Infinity unless it is a success. */
function answerMs(url: string): Promise<number> {
  const askedAt = performance.now();
  return new Promise((resolve) => {
    const asking = get(url, { agent: false, signal: AbortSignal.timeout(GIVE_UP_MS) }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode === 200 ? performance.now() - askedAt : Infinity));
      answer.once('error', () => resolve(Infinity));
    });
    asking.once('error', () => resolve(Infinity));
  });
}

/** `12 ms`, or `never`. */
export function inWords(milliseconds: number): string {
  return milliseconds === Infinity ? 'never' : `${Math.round(milliseconds)} ms`;
}
