import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseView } from '../../support/settled.js';
import { connect, type TestSocket } from '../../support/socket.js';
import { until } from '../../support/until.js';
import type { RemotePerson } from '../../support/remote-desk.js';
import type { WebhookReceiver } from '../../support/webhook-receiver.js';

/** The limits that the suite insists on, whatever an attacker does. */
export const ARRIVES_WITHIN_MS = 2_000;
export const LIVE_WITHIN_MS = 250;

/** Four comments a second stay within the default rate limit. */
const COMMENT_EVERY_MS = 250;
const LIVE_EVERY_MS = 50;
const LOOK_EVERY_MS = 20;
const GIVE_UP_MS = 12_000;

const CHANNELS = ['inbox', 'socket', 'webhook'] as const;
type Channel = (typeof CHANNELS)[number];

interface Beat {
  readonly sentAt: number;
  id?: string;
  answeredMs: number;
  status: number;
}

/** The worst seen while the attack ran, in milliseconds from the sending; Infinity: never. */
export interface Figures extends Record<Channel, number> {
  readonly comments: number;
  readonly live: number;
  readonly answer: number;
  /** Each expectation that was not met; empty when all were. */
  readonly complaints: string[];
}

export interface PairOptions {
  readonly url: string;
  readonly requester: RemotePerson;
  readonly agent: RemotePerson;
  readonly view: DatabaseView;
  readonly receiver: WebhookReceiver;
}

/**
 * A requester and an agent who go on working while somebody else attacks: the agent comments four times a second, the
 * requester must have each comment in the inbox, on the socket and at the webhook.
 */
export class HonestPair {
  private readonly beats: Beat[] = [];
  private readonly seen: Record<Channel, Map<string, number>> = {
    inbox: new Map(),
    socket: new Map(),
    webhook: new Map(),
  };
  private readonly pending = new Set<Promise<void>>();
  private liveMs = 0;
  private stopping = false;
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
    this.stopping = false;
    this.liveMs = 0;
    this.beats.length = 0;
    this.loops = Promise.all([this.comment(), this.askLive(), this.look()]);
  }

  /** Lets what is under way arrive, and counts. */
  async stop(): Promise<Figures> {
    const everythingHere = () =>
      this.beats.every((beat) => CHANNELS.every((channel) => this.delayOf(beat, channel) < Infinity));
    await until(everythingHere, { timeoutMs: ARRIVES_WITHIN_MS }).catch(() => undefined);
    this.stopping = true;
    await this.loops;
    await Promise.race([Promise.all(this.pending), delay(GIVE_UP_MS, undefined, { ref: false })]);
    return this.figures();
  }

  close(): void {
    this.socket.close();
  }

  private async warmUp(): Promise<void> {
    this.start();
    await delay(2 * COMMENT_EVERY_MS);
    const { complaints } = await this.stop();
    if (complaints.some((line) => line.includes('never')))
      throw new Error(`before the attack: ${complaints.join('; ')}`);
  }

  private async comment(): Promise<void> {
    while (!this.stopping) {
      const beat: Beat = { sentAt: performance.now(), answeredMs: Infinity, status: 0 };
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
      beat.answeredMs = performance.now() - beat.sentAt;
    } catch {
      // Counted as never answered.
    }
  }

  /** One question at a time: one that is answered late makes one late figure, not ten. */
  private async askLive(): Promise<void> {
    while (!this.stopping) {
      const askedAt = performance.now();
      const isAnswered = await fetch(`${this.options.url}/health/live`, { signal: AbortSignal.timeout(GIVE_UP_MS) })
        .then(async (answer) => (await answer.text()) !== '' && answer.status === 200)
        .catch(() => false);
      this.liveMs = Math.max(this.liveMs, isAnswered ? performance.now() - askedAt : Infinity);
      await delay(LIVE_EVERY_MS);
    }
  }

  private async look(): Promise<void> {
    let [pushes, posts] = [0, 0];
    while (!this.stopping) {
      const { socket, options } = this;
      for (const { message, body } of socket.pushes.slice(pushes)) {
        if (message === 'notification') this.note('socket', body.data?.id);
      }
      pushes = socket.pushes.length;
      for (const { body } of options.receiver.accepted('/honest').slice(posts)) {
        this.note('webhook', JSON.parse(body).data?.id);
        posts += 1;
      }
      const sql = 'SELECT related_id FROM notifications WHERE user_id = $1';
      const rows = await options.view.rows<{ related_id: string }>(sql, [options.requester.id]);
      for (const row of rows) this.note('inbox', row.related_id);
      await delay(LOOK_EVERY_MS);
    }
  }

  private note(channel: Channel, id: string): void {
    if (!this.seen[channel].has(id)) this.seen[channel].set(id, performance.now());
  }

  private delayOf(beat: Beat, channel: Channel): number {
    return (this.seen[channel].get(beat.id ?? '') ?? Infinity) - beat.sentAt;
  }

  private figures(): Figures {
    const worst = (of: (beat: Beat) => number) => Math.max(0, ...this.beats.map(of));
    const figures = {
      comments: this.beats.length,
      live: this.liveMs,
      answer: worst(({ answeredMs }) => answeredMs),
      inbox: worst((beat) => this.delayOf(beat, 'inbox')),
      socket: worst((beat) => this.delayOf(beat, 'socket')),
      webhook: worst((beat) => this.delayOf(beat, 'webhook')),
    };
    return { ...figures, complaints: complaintsOf(figures, this.beats) };
  }
}

function complaintsOf(figures: Omit<Figures, 'complaints'>, beats: readonly Beat[]): string[] {
  const refused = beats.filter(({ status }) => status !== 0 && status !== 201).map(({ status }) => status);
  const late = (['answer', ...CHANNELS] as const).filter((name) => figures[name] > ARRIVES_WITHIN_MS);
  return [
    ...(figures.live > LIVE_WITHIN_MS ? [`live answered after ${inWords(figures.live)}`] : []),
    ...late.map((name) => `a comment reached ${name} after ${inWords(figures[name])}`),
    ...(refused.length > 0 ? [`comments were refused: ${refused.join(', ')}`] : []),
  ];
}

/** `12 ms`, or `never`. */
export function inWords(milliseconds: number): string {
  return milliseconds === Infinity ? 'never' : `${Math.round(milliseconds)} ms`;
}
