/** At most `perSecond` a second, and a tenth of that at once; 0: no limit. */
export class TokenBucket {
  private tokens: number;
  private filledAtMs: number;

  constructor(
    private perSecond: number,
    nowMs: number,
  ) {
    this.tokens = this.capacity;
    this.filledAtMs = nowMs;
  }

  /** A change of the rate keeps what was spent. */
  setRate(perSecond: number): void {
    this.perSecond = perSecond;
  }

  /** @returns false when there is none now */
  take(nowMs: number): boolean {
    if (this.perSecond === 0) return true;
    this.tokens = Math.min(this.capacity, this.tokens + ((nowMs - this.filledAtMs) / 1_000) * this.perSecond);
    this.filledAtMs = nowMs;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  private get capacity(): number {
    return Math.max(1, this.perSecond / 10);
  }
}
