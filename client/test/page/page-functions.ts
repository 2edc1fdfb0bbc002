/** What the test calls in the page; in a file of its own, for the test's types know of no browser. */
export interface PageFunctions {
  signIn(email: string, password: string): Promise<void>;
  connect(): void;
  isConnected(): boolean;
  goOffline(): void;
  goOnline(): void;
  /** Ids of the notifications in the order in which they came. */
  got(): string[];
  /** The hooks' components. */
  render(isStrict: boolean): void;
  /** How often each component was rendered. */
  rendered(): Record<string, number>;
  markRead(id: string): Promise<void> | undefined;
  handleWebhook(payload: unknown): void;
  /** @returns the family that was checked */
  verify(headers: Record<string, string>, body: string, secret: string): Promise<string>;
}
