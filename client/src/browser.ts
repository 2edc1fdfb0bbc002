export interface StorageChange {
  readonly storageArea: unknown;
  /** Null: everything was cleared. */
  readonly key: string | null;
  readonly newValue: string | null;
}

type Hearing = (name: 'storage', listener: (change: StorageChange) => void) => void;

interface Browser {
  readonly navigator?: {
    readonly onLine?: boolean;
    readonly locks?: {
      request<T>(name: string, options: { readonly signal: AbortSignal }, work: () => Promise<T>): Promise<T>;
    };
  };
  readonly Storage?: abstract new () => object;
  readonly addEventListener?: Hearing;
  readonly removeEventListener?: Hearing;
}

/** What is used of a browser, each where there is one. */
export const browser = globalThis as unknown as Browser;
