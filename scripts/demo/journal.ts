export interface Arrival {
  readonly who: string;
  readonly channel: 'socket' | 'webhook';
  /** `comment.created`, or `notification comment_on_ticket`. */
  readonly what: string;
  /** Of the thing that it is about; null when it is about none. */
  readonly about: string | null;
  /** For people to read. */
  readonly text: string;
  /** What a push and a POST of the same notification must have in common. */
  readonly envelope?: string;
}

type Expected = Pick<Arrival, 'who' | 'channel' | 'what' | 'about'>;

/** Prints what arrives as it arrives, and knows what has not. */
export class Journal {
  private readonly startedAt = performance.now();
  private readonly arrivals: Arrival[] = [];
  private readonly expected: Expected[] = [];
  private readonly watchers = new Set<() => void>();

  add(arrival: Arrival): void {
    this.arrivals.push(arrival);
    const seconds = ((performance.now() - this.startedAt) / 1_000).toFixed(3);
    const { who, channel, what, text } = arrival;
    console.log(`${seconds.padStart(8)} s  ${channel.padEnd(7)}  ${who.padEnd(9)}  ${what.padEnd(31)}  ${text}`);
    for (const watcher of this.watchers) watcher();
  }

  /** Something that the demo does, between the lines of what arrives. */
  say(text: string): void {
    console.log(`\n${text}`);
  }

  expect(who: string, about: string | null, ...what: string[]): void {
    for (const item of what) this.expected.push({ who, channel: 'socket', what: item, about });
  }

  /** A notification comes by socket, and as a POST when the person has a webhook. */
  expectNotification(who: string, about: string | null, type: string, hasWebhook: boolean): void {
    const what = `notification ${type}`;
    this.expected.push({ who, channel: 'socket', what, about });
    if (hasWebhook) this.expected.push({ who, channel: 'webhook', what, about });
  }

  get expectedCount(): number {
    return this.expected.length;
  }

  /** What was expected and is not there; each arrival counts for one expectation. */
  missing(): Expected[] {
    return without(this.expected, this.arrivals);
  }

  /** What is there and was not expected. */
  surplus(): Arrival[] {
    return without(this.arrivals, this.expected);
  }

  /** Notifications whose push and POST differ, by what they are about. */
  unequalEnvelopes(): string[] {
    const pushes = new Set(this.arrivals.flatMap((arrival) => (arrival.channel === 'socket' ? arrival.envelope : [])));
    return this.arrivals
      .filter(({ channel, envelope }) => channel === 'webhook' && !pushes.has(envelope))
      .map(({ what }) => what);
  }

  /** @returns whether all is there in time */
  async complete(timeoutMs: number): Promise<boolean> {
    const isComplete = () => this.missing().length === 0;
    if (isComplete()) return true;
    return new Promise((resolve) => {
      const finish = (isThere: boolean) => {
        clearTimeout(timer);
        this.watchers.delete(look);
        resolve(isThere);
      };
      const timer = setTimeout(() => finish(false), timeoutMs);
      const look = () => {
        if (isComplete()) finish(true);
      };
      this.watchers.add(look);
    });
  }
}

function without<T extends Expected>(items: readonly T[], others: readonly Expected[]): T[] {
  const left = others.map(keyOf);
  return items.filter((item) => {
    const place = left.indexOf(keyOf(item));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

function keyOf({ who, channel, what, about }: Expected): string {
  return `${who} ${channel} ${what} ${about}`;
}
