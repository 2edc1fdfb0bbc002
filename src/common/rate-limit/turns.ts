interface Line {
  underWay: number;
  readonly waiting: (() => void)[];
}

/** Lets a few per key through at a time, in order; others wait. Idle keys are not kept. */
export class Turns {
  private readonly lines = new Map<string, Line>();

  constructor(
    private readonly maxUnderWay: number,
    private readonly maxWaiting: number,
  ) {}

  /** @returns a function that ends the turn, to call once; undefined when too many wait */
  take(key: string): Promise<() => void> | undefined {
    const line = this.lines.get(key) ?? { underWay: 0, waiting: [] };
    this.lines.set(key, line);
    const leave = () => this.leave(key, line);
    if (line.underWay < this.maxUnderWay) {
      line.underWay += 1;
      return Promise.resolve(leave);
    }
    if (line.waiting.length >= this.maxWaiting) return undefined;
    return new Promise((resolve) => line.waiting.push(() => resolve(leave)));
  }

  private leave(key: string, line: Line): void {
    const next = line.waiting.shift();
    if (next !== undefined) next();
    else line.underWay -= 1;
    if (line.underWay === 0) this.lines.delete(key);
  }
}
