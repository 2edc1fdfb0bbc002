interface Waiting<Ask, Answer> {
  readonly ask: Ask;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export interface SharedLookupOptions<Ask, Answer> {
  /** @returns one answer for each ask, in their order */
  readonly load: (asks: readonly Ask[]) => Promise<readonly Answer[]>;
  /** Asks with the same key share one answer, so no one may change it. Left out: all are different. */
  readonly keyOf?: (ask: Ask) => string;
  /** Statements at a time. */
  readonly parallel: number;
  /** Different asks in one statement. */
  readonly maxAsks: number;
}

/**
 * Answers many callers by few statements. A single ask is looked up at once; what is asked while statements run waits for
 * the next one. Every statement begins after its asks, so an answer is as fresh as that of a statement of one's own.
 */
export class SharedLookup<Ask, Answer> {
  private running = 0;
  private waiting: Waiting<Ask, Answer>[] = [];

  constructor(private readonly options: SharedLookupOptions<Ask, Answer>) {}

  async find(ask: Ask): Promise<Answer> {
    const answer = this.wait(ask);
    this.start();
    return answer;
  }

  /** In one statement as far as they fit. */
  async findAll(asks: readonly Ask[]): Promise<readonly Answer[]> {
    const answers = Promise.all(asks.map((ask) => this.wait(ask)));
    this.start();
    return answers;
  }

  private wait(ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => this.waiting.push({ ask, resolve, reject }));
  }

  private start(): void {
    while (this.running < this.options.parallel && this.waiting.length > 0) void this.run(this.takeNext());
  }

  /** Those of one key together. */
  private takeNext(): Waiting<Ask, Answer>[][] {
    const byKey = new Map<unknown, Waiting<Ask, Answer>[]>();
    const { keyOf } = this.options;
    let taken = 0;
    for (const caller of this.waiting) {
      const key = keyOf === undefined ? caller : keyOf(caller.ask);
      const same = byKey.get(key);
      if (same === undefined && byKey.size === this.options.maxAsks) break;
      if (same === undefined) byKey.set(key, [caller]);
      else same.push(caller);
      taken += 1;
    }
    this.waiting = this.waiting.slice(taken);
    return [...byKey.values()];
  }

  private async run(groups: readonly Waiting<Ask, Answer>[][]): Promise<void> {
    this.running += 1;
    try {
      const asks = groups.flatMap(([first]) => (first === undefined ? [] : [first.ask]));
      const answers = await this.options.load(asks);
      if (answers.length !== asks.length) throw new Error(`${answers.length} answers to ${asks.length} asks.`);
      for (const [index, answer] of answers.entries()) for (const { resolve } of groups[index] ?? []) resolve(answer);
    } catch (error) {
      for (const { reject } of groups.flat()) reject(error);
    } finally {
      this.running -= 1;
      this.start();
    }
  }
}
