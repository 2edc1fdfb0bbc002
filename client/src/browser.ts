export interface StorageChange {
  readonly storageArea: unknown;
  /** Null: the whole storage was cleared. */
  readonly key: string | null;
  readonly newValue: string | null;
}

type Hearing = (name: 'storage', listener: (change: StorageChange) => void) => void;

/** The used part of XMLHttpRequest. */
export interface UploadRequest {
  readonly status: number;
  readonly responseText: string;
  readonly upload: {
    addEventListener(name: 'progress', listener: (progress: UploadProgress) => void): void;
  };
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  getResponseHeader(name: string): string | null;
  addEventListener(name: 'load' | 'error' | 'abort' | 'loadend', listener: () => void): void;
  send(form: FormData): void;
  abort(): void;
}

interface UploadProgress {
  readonly lengthComputable: boolean;
  readonly loaded: number;
  readonly total: number;
}

/** With `ifAvailable`, the work is called at once, with null while another page has the lock. */
type LockOptions = { readonly signal: AbortSignal } | { readonly ifAvailable: true };

interface Browser {
  readonly navigator?: {
    readonly onLine?: boolean;
    readonly locks?: {
      request<T>(name: string, options: LockOptions, work: (lock: object | null) => Promise<T>): Promise<T>;
    };
  };
  readonly XMLHttpRequest?: new () => UploadRequest;
  readonly Storage?: abstract new () => object;
  readonly addEventListener?: Hearing;
  readonly removeEventListener?: Hearing;
}

/** The used parts of a browser, where they exist. */
export const browser = globalThis as unknown as Browser;
