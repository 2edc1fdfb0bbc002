import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface StoredFile {
  readonly key: string;
  readonly modifiedAt: Date;
}

/**
 * Where the bytes of attachments lie, apart from the database that says whose they are. Keys are UUIDs of our own making.
 * Abstract and not an interface, so that it is its own injection token.
 */
export abstract class FileStore {
  /**
   * Streams into a new file. When it resolves, the file is there whole and survives a crash; when it rejects, with
   * whatever `content` threw included, nothing of it is left.
   */
  abstract write(key: string, content: AsyncIterable<Uint8Array>): Promise<void>;

  /** @returns undefined when there is no such file */
  abstract read(key: string, range?: ByteRange): Promise<Readable | undefined>;

  /** Also when it is gone already. */
  abstract remove(key: string): Promise<void>;

  abstract has(key: string): Promise<boolean>;

  /** Every whole file. */
  abstract list(): AsyncIterable<StoredFile>;

  /** Removes what a process that died left half written, last touched before `before`; @returns how many */
  abstract removeUnfinished(before: Date): Promise<number>;
}
